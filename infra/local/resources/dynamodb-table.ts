import { haveTable } from "../services/dynamodb/tables.ts";
import { arnOf, type ResourceType } from "./resource-type.ts";

export const dynamoDbTable: ResourceType = {
  type: "AWS::DynamoDB::Table",
  as: "a table of DynamoDB Local with its indexes, stream and time to live",
  async create(creation) {
    const { cloud, properties } = creation;
    const name = properties.optionalString("TableName") ?? creation.generatedName(200);
    const table = await haveTable(cloud.dynamodb.url, name, properties);
    cloud.tables.push(name);
    return {
      ref: name,
      attributes: {
        Arn: arnOf(creation, "dynamodb", `table/${name}`),
        ...(table.streamArn ? { StreamArn: table.streamArn } : {}),
      },
    };
  },
};
