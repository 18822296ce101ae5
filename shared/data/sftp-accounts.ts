import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { type PracticeScope, scopeOf } from "../domain/practice-scope.ts";
import type { SftpAccount } from "../domain/sftp-account.ts";
import { update } from "./changes.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { timeOfId } from "./ids.ts";
import { keys, sftpAccountPrefix } from "./keys.ts";
import { rowsOf } from "./practice-rows.ts";

/** Where an SFTP account is. */
export interface SftpPlace {
  readonly scope: PracticeScope;
  readonly accountId: string;
}

/** One account of the practice, strongly consistent. */
export async function readSftpAccount(scope: PracticeScope, accountId: string): Promise<SftpAccount | undefined> {
  if (!timeOfId("sfa", accountId)) return undefined;
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.sftpAccount(scope, accountId), ConsistentRead: true }),
  );
  return Item as SftpAccount | undefined;
}

/** Every account of the practice, oldest first, strongly consistent. */
export async function listSftpAccountsOf(scope: PracticeScope): Promise<SftpAccount[]> {
  return (await rowsOf(scope, sftpAccountPrefix)) as SftpAccount[];
}

/** The account that has this username, in the form that `sftpUsernameOf` gives: a strongly consistent read, never an index. */
export async function findSftpAccount(username: string): Promise<SftpPlace | undefined> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.sftpUsername(username), ConsistentRead: true }),
  );
  const [practiceId, accountId] = String(Item?.["account"] ?? "").split("/");
  return practiceId && accountId ? { scope: scopeOf(practiceId), accountId } : undefined;
}

/** Numbers that are tried behind a wanted username. */
const mostNumbers = 99;

/** A username that nobody has now: the wanted one or one with a number; the reservation's condition decides in the end. */
export async function freeSftpUsername(wanted: string): Promise<string> {
  for (let number = 1; number <= mostNumbers; number++) {
    const username = number === 1 ? wanted : `${wanted}-${number}`;
    if (!(await findSftpAccount(username))) return username;
  }
  return `${wanted}-${Date.now().toString(36)}`;
}

/** What a change of an account writes; absent fields stay, undefined ones go. */
export type SftpAccountChange = { readonly [K in keyof SftpAccount]?: SftpAccount[K] | undefined };

/** Changes an account exactly as it was read: of two changes at once one succeeds. */
export function sftpAccountChange(
  scope: PracticeScope,
  before: SftpAccount,
  { set, refusal = "request.changed-meanwhile" }: { set: SftpAccountChange; refusal?: Change["refusal"] },
): Change {
  const entries = Object.entries(set);
  const change = update("practice", keys.sftpAccount(scope, before.accountId), {
    set: { ...Object.fromEntries(entries.filter(([, value]) => value !== undefined)), version: before.version + 1 },
    remove: entries.filter(([, value]) => value === undefined).map(([name]) => name),
    expect: { version: before.version },
  });
  return { ...change, ...(refusal ? { refusal } : {}) };
}
