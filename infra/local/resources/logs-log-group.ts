import { arnOf, type ResourceType } from "./resource-type.ts";

export const logsLogGroup: ResourceType = {
  type: "AWS::Logs::LogGroup",
  as: "the name of a group: a service's lines are kept in memory, what functions print goes to functions.log of the state folder",
  create(creation) {
    const name = creation.properties.optionalString("LogGroupName") ?? creation.generatedName(200);
    return { ref: name, attributes: { Arn: arnOf(creation, "logs", `log-group:${name}:*`) } };
  },
};
