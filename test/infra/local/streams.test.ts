import { BatchWriteItemCommand, DeleteItemCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, expect, test } from "vitest";
import type { Stack } from "../../../infra/local/stack.ts";
import { client, emptyFolder, startFixture } from "./fixture-stack.ts";

const folder = emptyFolder();
afterAll(() => folder.remove());

const put = (stack: Stack, ...keys: string[]) =>
  new DynamoDBClient(client(stack.endpoints.dynamodb)).send(
    new BatchWriteItemCommand({
      RequestItems: {
        [stack.tables[0] ?? ""]: keys.map((key) => ({ PutRequest: { Item: { pk: { S: key }, sk: { S: "O#1" } } } })),
      },
    }),
  );
/** The records the function was given, in order. */
const delivered = (stack: Stack): string[] =>
  stack
    .logLines()
    .filter((line) => line.startsWith("delivered "))
    .flatMap((line) => line.slice("delivered ".length).split(", "));

async function deadLetters(stack: Stack): Promise<object[]> {
  const response = await fetch(stack.endpoints.sqs, {
    method: "POST",
    headers: { "x-amz-target": "AmazonSQS.ReceiveMessage" },
    body: JSON.stringify({ QueueUrl: stack.environmentOf("Tiny")["DEAD"], MaxNumberOfMessages: 10 }),
  });
  const { Messages = [] } = (await response.json()) as { Messages?: { Body: string }[] };
  return Messages.map(({ Body }) => JSON.parse(Body));
}

test("the stream drives its function: filtered, in order, the record at fault set aside, and nothing lost or repeated over a restart", async () => {
  const first = await startFixture(folder.path);
  const dynamo = new DynamoDBClient(client(first.endpoints.dynamodb));
  const TableName = first.tables[0];
  await put(first, "a", "b");
  await dynamo.send(new PutItemCommand({ TableName, Item: { pk: { S: "other" }, sk: { S: "U#1" } } }));
  await put(first, "poison");
  await put(first, "c");
  await dynamo.send(new DeleteItemCommand({ TableName, Key: { pk: { S: "a" }, sk: { S: "O#1" } } }));
  await expect.poll(() => delivered(first), { timeout: 20_000 }).toContain("REMOVE a");
  expect(delivered(first).sort()).toEqual(["INSERT a", "INSERT b", "INSERT c", "REMOVE a"]);
  expect(await deadLetters(first)).toMatchObject([
    { requestContext: { condition: "RetryAttemptsExhausted" }, DDBStreamBatchInfo: { batchSize: 1 } },
  ]);
  await put(first, "just before the stop");
  await first.close();

  const second = await startFixture(folder.path);
  try {
    await put(second, "after");
    await expect.poll(() => delivered(second), { timeout: 20_000 }).toContain("INSERT after");
    const all = [...delivered(first), ...delivered(second)];
    expect(all).toContain("INSERT just before the stop");
    expect(delivered(second)).not.toContain("INSERT a");
    expect(second.tables).toEqual(first.tables);
  } finally {
    await second.close();
  }
});
