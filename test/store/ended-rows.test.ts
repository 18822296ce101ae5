import { DescribeTimeToLiveCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { expect, inject, test } from "vitest";

test("the local database deletes no row whose time to live is over: somebody may be at work on a clock set back", async () => {
  const endpoint = inject("endpoints")["dynamodb"] ?? "";
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const dynamo = new DynamoDBClient({ endpoint, region: "us-east-1", credentials });
  const statuses = await Promise.all(
    inject("tables").map(async (TableName) => {
      const { TimeToLiveDescription } = await dynamo.send(new DescribeTimeToLiveCommand({ TableName }));
      return TimeToLiveDescription?.TimeToLiveStatus;
    }),
  );
  expect(statuses.length).toBeGreaterThanOrEqual(4);
  expect(statuses.filter((status) => status !== "DISABLED")).toEqual([]);
});
