import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { PracticeScope } from "../domain/practice-scope.ts";
import type { SftpUse } from "../domain/sftp-attention.ts";
import { type SftpRefusal, sftpRefusalNames } from "../domain/sftp-sign-in.ts";
import { store, tables } from "./client.ts";
import { conditional } from "./counters.ts";
import { keys, sftpUsePrefix } from "./keys.ts";
import { rowsOf } from "./practice-rows.ts";
import type { SftpPlace } from "./sftp-accounts.ts";

/** How an account is used: last-seen marks and counts, written beside the log and never read for a decision. */
export interface SftpUses {
  readonly last?: SftpUse;
  /** When the software sent a file last: ISO 8601, UTC. */
  readonly lastFileAt?: string;
  /** By the id of a password or a key. */
  readonly of: (credentialId: string) => SftpUse | undefined;
  /** Where the account itself, or one of its passwords or keys, was used from last. */
  readonly isKnownAddress: (address: string) => boolean;
  /** The newest first. */
  readonly refusals: readonly (SftpUse & { readonly reason: SftpRefusal; readonly count: number })[];
}

const seconds = 60;
const usedBy = (credentialId: string) => `used:${credentialId}`;
const refusedFor = (reason: SftpRefusal) => `refused:${reason}`;
const countOf = (reason: SftpRefusal) => `refusals:${reason}`;

/**
 * Remembers that an account was used, and by which password or key where that is known: at most once a minute from one
 * address.
 */
export async function noteSftpUse(
  { scope, accountId }: SftpPlace,
  { credentialId, from, now }: { credentialId?: string; from: string; now: Date },
): Promise<void> {
  const name = credentialId === undefined ? "last" : usedBy(credentialId);
  await conditional({
    TableName: tables.practice(),
    Key: keys.sftpUse(scope, accountId),
    UpdateExpression: credentialId === undefined ? "SET #last = :use" : "SET #name = :use, #last = :use",
    ConditionExpression: "attribute_not_exists(#name) OR #name.#at < :before OR #name.#from <> :from",
    ExpressionAttributeNames: {
      "#name": name,
      ...(credentialId === undefined ? { "#name": "last" } : {}),
      "#last": "last",
      "#at": "at",
      "#from": "from",
    },
    ExpressionAttributeValues: {
      ":use": { at: now.toISOString(), from },
      ":before": new Date(now.getTime() - seconds * 1000).toISOString(),
      ":from": from,
    },
  });
}

/**
 * Remembers when the software sent its newest file, so that the list of accounts need not read their files. It stands beside the
 * transaction that takes the file down: who comes again for the same file, or late for an older one, changes nothing.
 * @param at ISO 8601, UTC
 */
export async function noteSftpFile({ scope, accountId }: SftpPlace, at: string): Promise<void> {
  await conditional({
    TableName: tables.practice(),
    Key: keys.sftpUse(scope, accountId),
    UpdateExpression: "SET lastFileAt = :at",
    ConditionExpression: "attribute_not_exists(lastFileAt) OR lastFileAt < :at",
    ExpressionAttributeValues: { ":at": at },
  });
}

/** Remembers why an account was refused. @returns false when the same was remembered within the minute */
export async function noteSftpRefusal(
  { scope, accountId }: SftpPlace,
  { reason, from, now }: { reason: SftpRefusal; from: string; now: Date },
): Promise<boolean> {
  const noted = await conditional({
    TableName: tables.practice(),
    Key: keys.sftpUse(scope, accountId),
    UpdateExpression: "SET #refused = :refusal ADD #count :one",
    // Each password that was looked at counts; what is refused before that may come as a flood.
    ...(reason === "wrong-password"
      ? {}
      : { ConditionExpression: "attribute_not_exists(#refused) OR #refused.#at < :before OR #refused.#from <> :from" }),
    ExpressionAttributeNames: {
      "#refused": refusedFor(reason),
      "#count": countOf(reason),
      ...(reason === "wrong-password" ? {} : { "#at": "at", "#from": "from" }),
    },
    ExpressionAttributeValues: {
      ":refusal": { at: now.toISOString(), from },
      ":one": 1,
      ...(reason === "wrong-password"
        ? {}
        : { ":before": new Date(now.getTime() - seconds * 1000).toISOString(), ":from": from }),
    },
  });
  return noted.isDone;
}

/** How an account was used and refused so far, strongly consistent. */
export async function readSftpUses({ scope, accountId }: SftpPlace): Promise<SftpUses> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.sftpUse(scope, accountId), ConsistentRead: true }),
  );
  return usesIn(Item);
}

/** The uses of all accounts of a practice, by account. */
export async function listSftpUsesOf(scope: PracticeScope): Promise<(accountId: string) => SftpUses> {
  const rows = (await rowsOf(scope, sftpUsePrefix)) as (Record<string, unknown> & { readonly sk: string })[];
  const byId = new Map(rows.map((row) => [row.sk.slice(sftpUsePrefix.length), row]));
  return (accountId) => usesIn(byId.get(accountId));
}

/** The uses in a row; a row that is not there has none. */
export function usesIn(row: Readonly<Record<string, unknown>> | undefined): SftpUses {
  const use = (name: string) => row?.[name] as SftpUse | undefined;
  const last = use("last");
  const lastFileAt = row?.["lastFileAt"];
  const refusals = sftpRefusalNames.flatMap((reason) => {
    const refused = use(refusedFor(reason));
    return refused ? [{ ...refused, reason, count: Number(row?.[countOf(reason)] ?? 1) }] : [];
  });
  return {
    ...(last ? { last } : {}),
    ...(typeof lastFileAt === "string" ? { lastFileAt } : {}),
    of: (credentialId) => use(usedBy(credentialId)),
    isKnownAddress: (address) =>
      Object.keys(row ?? {}).some(
        (name) => (name === "last" || name.startsWith(usedBy(""))) && use(name)?.from === address,
      ),
    refusals: refusals.toSorted((one, other) => other.at.localeCompare(one.at)),
  };
}
