import { DynamoDBClient, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { client, startFixture } from "./fixture-stack.ts";

/** Runs the fixture's stacks and writes as fast as it can, a line for each write that was acknowledged; to be killed. */
const stack = await startFixture(process.argv[2] ?? "");
const TableName = stack.tables[0];
const dynamo = new DynamoDBClient(client(stack.endpoints.dynamodb));
process.stdout.write(`${JSON.stringify({ baseUrl: stack.baseUrl, dynamodb: stack.endpoints.dynamodb })}\n`);

async function write(writer: number): Promise<never> {
  for (let at = 0; ; at += 1) {
    const put = (sk: string) => ({ Put: { TableName, Item: { pk: { S: `${writer}-${at}` }, sk: { S: sk } } } });
    await dynamo.send(new TransactWriteItemsCommand({ TransactItems: [put("one"), put("two")] }));
    process.stdout.write(`${writer}-${at}\n`);
  }
}
await Promise.all([1, 2, 3, 4].map(write));
