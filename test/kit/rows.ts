import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  paginateQuery,
  paginateScan,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { inject } from "vitest";

export type Row = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };
type TableName = "PRACTICE_TABLE" | "SESSION_TABLE" | "AUDIT_TABLE" | "DIRECTORY_TABLE";

const client = DynamoDBDocumentClient.from(
  new DynamoDBClient({
    endpoint: inject("endpoints")["dynamodb"],
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  }),
  { marshallOptions: { removeUndefinedValues: true } },
);
const nameOf = (table: TableName) => inject("environments")[table === "DIRECTORY_TABLE" ? "Users" : "Login"]?.[table];

/** All rows of a partition, as they are stored, read past every proxy. */
export async function rowsOf(table: TableName, pk: string): Promise<Row[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: nameOf(table),
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk },
      ConsistentRead: true,
    },
  );
  const rows: Row[] = [];
  for await (const { Items = [] } of pages) rows.push(...(Items as Row[]));
  return rows;
}

/** Puts rows as they are, past every rule of the product: for states that take years to come about. */
export async function putRows(table: TableName, rows: readonly object[]): Promise<void> {
  const name = nameOf(table) ?? "";
  for (let at = 0; at < rows.length; at += 25) {
    const puts = rows.slice(at, at + 25).map((Item) => ({ PutRequest: { Item: Item as Record<string, unknown> } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [name]: puts } }));
  }
}

/** Takes rows away, past every rule of the product: work that a test leaves behind would hold up the tests after it. */
export async function dropRows(table: TableName, rows: readonly Row[]): Promise<void> {
  const name = nameOf(table) ?? "";
  for (let at = 0; at < rows.length; at += 25) {
    const drops = rows.slice(at, at + 25).map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [name]: drops } }));
  }
}

/** Every row of a table that holds this value in this attribute. */
export async function rowsWith(table: TableName, attribute: string, value: string): Promise<Row[]> {
  const pages = paginateScan(
    { client },
    {
      TableName: nameOf(table),
      FilterExpression: "#a = :v",
      ExpressionAttributeNames: { "#a": attribute },
      ExpressionAttributeValues: { ":v": value },
      ConsistentRead: true,
    },
  );
  const rows: Row[] = [];
  for await (const { Items = [] } of pages) rows.push(...(Items as Row[]));
  return rows;
}

/** A practice's events about one subject, oldest first; without a subject, all. Those of this month and its neighbours. */
export async function eventsOf(practiceId: string, subjectId?: string): Promise<Row[]> {
  const now = new Date();
  const months = [-1, 0, 1].map((step) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + step)));
  const rows = await Promise.all(
    months.map((month) => rowsOf("AUDIT_TABLE", `P#${practiceId}#${month.toISOString().slice(0, 7)}`)),
  );
  return rows.flat().filter((row) => subjectId === undefined || row["subjectId"] === subjectId);
}

/** The letters a practice owes or has sent, by the subject they are about. */
export async function lettersOf(practiceId: string, subjectId: string): Promise<string[]> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: nameOf("PRACTICE_TABLE"),
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :mail)",
      ExpressionAttributeValues: { ":pk": `P#${practiceId}`, ":mail": "O#" },
      ConsistentRead: true,
    }),
  );
  return Items.filter((row) => row["subjectId"] === subjectId).map((row) => String(row["letter"]));
}

/** A value with its ids, times and random texts replaced by what they are, so that two runs compare. */
export function likeness(value: unknown, names: Readonly<Record<string, string>>): unknown {
  let text = JSON.stringify(value, (_key, each) => (each instanceof Set ? [...each] : each)) ?? "null";
  for (const [name, its] of Object.entries(names)) if (its) text = text.replaceAll(its, `<${name}>`);
  text = text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, "<time>");
  text = text.replaceAll(/"(\w*[sS]econds)":\d+/g, '"$1":"<seconds>"');
  // How far a letter is goes on by itself; a bounce would be told apart.
  text = text.replaceAll(/"delivery":"(queued|sent|delivered)"/g, '"delivery":"<on its way>"');
  text = text.replaceAll(/\b(prc|usr|inv|ses|pnd|evt|eml)_[0-9A-Z]{26}/g, "<$1>");
  return JSON.parse(text);
}

/** Writes attributes of a row as if an operation that is not there yet had: an `undefined` leaves the row. */
export async function amend(
  table: TableName,
  key: { pk: string; sk: string },
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const names = Object.keys(values);
  const set = names.filter((name) => values[name] !== undefined);
  const gone = names.filter((name) => values[name] === undefined);
  const part = (verb: string, each: string[]) => (each.length > 0 ? `${verb} ${each.join(", ")}` : "");
  await client.send(
    new UpdateCommand({
      TableName: nameOf(table),
      Key: { pk: key.pk, sk: key.sk },
      UpdateExpression: [
        part(
          "SET",
          set.map((name) => `#${name} = :${name}`),
        ),
        part(
          "REMOVE",
          gone.map((name) => `#${name}`),
        ),
      ].join(" "),
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ...(set.length > 0
        ? { ExpressionAttributeValues: Object.fromEntries(set.map((name) => [`:${name}`, values[name]])) }
        : {}),
    }),
  );
}
