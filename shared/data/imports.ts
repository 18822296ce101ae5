import { BatchGetCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { ImportField } from "../domain/import-columns.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { Refusal } from "../domain/refusal.ts";
import type { Role } from "../domain/role.ts";
import type { User } from "../domain/user.ts";
import type { UserType } from "../domain/user-type.ts";
import { insert } from "./changes.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { timeOfId } from "./ids.ts";
import { type Key, keys } from "./keys.ts";

/** A row of an imported file as it was read: whom to invite, or what is wrong with it. */
export interface FileRow {
  readonly line: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly type: UserType;
  readonly roles: readonly Role[];
  readonly errors?: readonly { readonly field: ImportField; readonly detail: string }[];
}

/** An import of invitations: whose it is, and what became of each row, one letter a row. Its rows lie in parts beside it. */
export interface Import {
  readonly practiceId: string;
  readonly importId: string;
  readonly userId: string;
  readonly outcomes: string;
  /** When it is removed; it holds people's names and addresses. */
  readonly expiresAtSeconds: number;
}

/** Rows in a part: with the longest names there are, some 50 KB. */
const partRows = 50;

/** An import with its rows, as new rows of the table. */
export function insertImport(scope: PracticeScope, begun: Import, rows: readonly FileRow[]): Change[] {
  const { importId, expiresAtSeconds } = begun;
  const parts = Array.from({ length: Math.ceil(rows.length / partRows) }, (_, part) => {
    const held = rows.slice(part * partRows, (part + 1) * partRows);
    return insert("practice", { ...keys.importPart(scope, importId, part), rows: held, expiresAtSeconds });
  });
  return [insert("practice", { ...keys.import(scope, importId), ...begun }), ...parts];
}

/** One import, strongly consistent. Past its time it is nobody's, also while its row still lies there. */
export async function readImport(scope: PracticeScope, importId: string, now: Date): Promise<Import | undefined> {
  if (!timeOfId("imp", importId)) return undefined;
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.import(scope, importId), ConsistentRead: true }),
  );
  const found = Item as Import | undefined;
  return found && found.expiresAtSeconds * 1000 > now.getTime() ? found : undefined;
}

/** The rows of an import at these places, in their order; only the parts that hold them are read. */
export async function readFileRows(
  scope: PracticeScope,
  importId: string,
  places: readonly number[],
): Promise<FileRow[]> {
  const wanted = [...new Set(places.map((place) => Math.floor(place / partRows)))];
  const parts = await readRows(wanted.map((part) => keys.importPart(scope, importId, part)));
  const byKey = new Map(parts.map((part) => [part["sk"], part["rows"] as FileRow[]]));
  return places.map((place) => {
    const { sk } = keys.importPart(scope, importId, Math.floor(place / partRows));
    const row = byKey.get(sk)?.[place % partRows];
    if (!row) throw new Error(`row ${place} of the import is not there`);
    return row;
  });
}

/**
 * Who holds these addresses within the practice, strongly consistent. An address that is not in the map is free; one that
 * is reserved for somebody whose row is not there has no user in it.
 */
export async function holdersOf(
  scope: PracticeScope,
  emails: readonly string[],
): Promise<ReadonlyMap<string, User | undefined>> {
  const addresses = [...new Set(emails)].map((email) => ({ email, key: keys.practiceAddress(scope, email) }));
  const held = await readRows(addresses.map(({ key }) => key));
  const holders = new Map(held.map((row) => [row["sk"], String(row["userId"])]));
  const users = await readRows([...holders.values()].map((userId) => keys.user(scope, userId)));
  const byId = new Map(users.map((user) => [user["userId"], user as Row & User]));
  return new Map(
    addresses.flatMap(({ email, key }) => {
      const userId = holders.get(key.sk);
      return userId === undefined ? [] : [[email, byId.get(userId)] as const];
    }),
  );
}

type Row = Record<string, unknown>;
const keysARequest = 100;

async function readRows(wanted: readonly Key[]): Promise<Row[]> {
  const requests = Array.from({ length: Math.ceil(wanted.length / keysARequest) }, (_, at) =>
    readBatch(wanted.slice(at * keysARequest, (at + 1) * keysARequest)),
  );
  return (await Promise.all(requests)).flat();
}

async function readBatch(wanted: readonly Key[]): Promise<Row[]> {
  const rows: Row[] = [];
  let rest: Row[] = wanted.map((key) => ({ ...key }));
  for (let attempt = 1; attempt <= 4; attempt++) {
    const { Responses, UnprocessedKeys } = await store.send(
      new BatchGetCommand({ RequestItems: { [tables.practice()]: { Keys: rest, ConsistentRead: true } } }),
    );
    rows.push(...(Responses?.[tables.practice()] ?? []));
    rest = UnprocessedKeys?.[tables.practice()]?.Keys ?? [];
    if (rest.length === 0) return rows;
  }
  throw new Refusal("request.busy", { retryAfterSeconds: 1 });
}
