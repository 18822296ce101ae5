import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { inject } from "vitest";
import type { Person } from "./person.ts";

const client = DynamoDBDocumentClient.from(
  new DynamoDBClient({
    endpoint: inject("endpoints")["dynamodb"],
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  }),
);
const TableName = inject("environments")["Login"]?.["SESSION_TABLE"];

/** The row of a person's session or half-done sign-in, as it stands now. */
export async function rowOf(person: Person | undefined): Promise<Record<string, unknown> | undefined> {
  const cookie = person?.cookies.get("__Host-gh") ?? person?.cookies.get("__Host-gh-pending");
  if (!cookie) return undefined;
  const [, userId = "", rowId = ""] = cookie.split(".");
  const sk = rowId.startsWith("ses_") ? `S#${rowId}` : `PENDING#${rowId}`;
  const { Item } = await client.send(
    new GetCommand({ TableName, Key: { pk: `U#${userId}`, sk }, ConsistentRead: true }),
  );
  if (!Item) throw new Error(`no row ${sk}: keys are built otherwise now`);
  return Item;
}

/** Makes the row as it was, whoever used it up meanwhile. */
export async function putBack(row: Record<string, unknown>): Promise<void> {
  await client.send(new PutCommand({ TableName, Item: row }));
}
