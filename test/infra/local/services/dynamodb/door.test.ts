import { afterAll, expect, test, vi } from "vitest";
import { callDynamo } from "../../../../../infra/local/services/dynamodb/call.ts";
import { openDynamoDoor, startDynamoProcess } from "../../../../../infra/local/services/dynamodb/process.ts";

const door = await openDynamoDoor();
afterAll(() => door.close());

test("databases behind one door are apart, and each ends with its connection", async () => {
  vi.stubEnv("DYNAMODB_DOOR", String(door.port));
  const open = () => startDynamoProcess({ path: "nowhere", inMemory: true }, () => {});
  const [one, other] = await Promise.all([open(), open()]);
  const table = {
    ...{ TableName: "Rows", BillingMode: "PAY_PER_REQUEST" },
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  };
  await callDynamo(one.url, "DynamoDB_20120810.CreateTable", table);
  const tablesOf = async (url: string) => (await callDynamo(url, "DynamoDB_20120810.ListTables", {}))["TableNames"];
  expect([await tablesOf(one.url), await tablesOf(other.url)]).toEqual([["Rows"], []]);
  await one.close();
  await expect.poll(() => tablesOf(one.url).catch(() => "gone")).toBe("gone");
  expect(await tablesOf(other.url)).toEqual([]);
  await other.close();
  vi.unstubAllEnvs();
});
