import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type GlobalSecondaryIndex,
} from "@aws-sdk/client-dynamodb";
import { inject } from "vitest";
import { unique } from "./person.ts";

const client = new DynamoDBClient({
  endpoint: inject("endpoints")["dynamodb"],
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

/** A table with the keys and indexes of one of the stack's, but without a stream: no worker sees its rows. */
export async function ownTable(like: string): Promise<{ name: string; remove: () => Promise<void> }> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: like }));
  const name = unique("own");
  const indexes = (Table?.GlobalSecondaryIndexes ?? []).map(
    ({ IndexName, KeySchema, Projection }): GlobalSecondaryIndex => ({ IndexName, KeySchema, Projection }),
  );
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: Table?.KeySchema,
      AttributeDefinitions: Table?.AttributeDefinitions,
      GlobalSecondaryIndexes: indexes.length > 0 ? indexes : undefined,
    }),
  );
  return { name, remove: async () => void (await client.send(new DeleteTableCommand({ TableName: name }))) };
}
