import { arnOf, type ResourceType } from "./resource-type.ts";

export const sqsQueue: ResourceType = {
  type: "AWS::SQS::Queue",
  as: "a queue to send to, receive from and look into",
  create(creation) {
    const name = creation.properties.optionalString("QueueName") ?? creation.generatedName(80);
    creation.cloud.sqs.create(name);
    return { ref: creation.cloud.sqs.urlOf(name), attributes: { Arn: arnOf(creation, "sqs", name), QueueName: name } };
  },
};
