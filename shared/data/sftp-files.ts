import { BatchGetCommand, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { SftpFile } from "../domain/sftp-file.ts";
import { type Arrivals, newestDays } from "../domain/sftp-silence.ts";
import { insert, update } from "./changes.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { conditional } from "./counters.ts";
import { timeOfId } from "./ids.ts";
import { keys } from "./keys.ts";
import type { Page } from "./page.ts";
import type { SftpPlace } from "./sftp-accounts.ts";

/** What is kept of an account's files beside each file itself. */
export interface SftpArrivals extends Arrivals {
  /** ISA06 of interchanges that may come; learned from the first that was accepted, until somebody sets them. */
  readonly senders?: readonly string[];
  /** Of the settings; absent before the first change. */
  readonly version?: number;
}

/** When an account's files came and what they must be like, strongly consistent; empty before the first file. */
export async function readSftpArrivals({ scope, accountId }: SftpPlace): Promise<SftpArrivals> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.sftpArrivals(scope, accountId), ConsistentRead: true }),
  );
  return (Item as SftpArrivals | undefined) ?? {};
}

/** One file of the account, strongly consistent. */
export async function readSftpFile({ scope, accountId }: SftpPlace, fileId: string): Promise<SftpFile | undefined> {
  if (!timeOfId("sff", fileId) || !timeOfId("sfa", accountId)) return undefined;
  const { Item } = await store.send(
    new GetCommand({
      TableName: tables.practice(),
      Key: keys.sftpFile(scope, accountId, fileId),
      ConsistentRead: true,
    }),
  );
  return Item as SftpFile | undefined;
}

/** The account's files, newest first. */
export async function listSftpFiles({ scope, accountId }: SftpPlace, { limit, after }: Page) {
  const { pk, sk } = keys.sftpFile(scope, accountId, "");
  const { Items = [], LastEvaluatedKey } = await store.send(
    new QueryCommand({
      TableName: tables.practice(),
      KeyConditionExpression: "pk = :practice AND begins_with(sk, :files)",
      ExpressionAttributeValues: { ":practice": pk, ":files": sk },
      ScanIndexForward: false,
      Limit: limit,
      ...(after ? { ExclusiveStartKey: after } : {}),
    }),
  );
  return { files: Items as SftpFile[], next: LastEvaluatedKey };
}

/** Keys of one BatchGetItem. */
const mostNumbers = 100;

/** Which of these interchanges were taken before, by another file than this one; strongly consistent. */
export async function interchangesTaken(
  { scope, accountId }: SftpPlace,
  numbers: readonly string[],
  fileId: string,
): Promise<ReadonlySet<string>> {
  const Keys = numbers.slice(0, mostNumbers).map((number) => keys.sftpInterchange(scope, accountId, number));
  if (Keys.length === 0) return new Set();
  const { Responses = {}, UnprocessedKeys = {} } = await store.send(
    new BatchGetCommand({ RequestItems: { [tables.practice()]: { Keys, ConsistentRead: true } } }),
  );
  if (Object.keys(UnprocessedKeys).length > 0)
    throw new Error("the store gave only some of the rows: too many at once");
  const rows = Responses[tables.practice()] ?? [];
  return new Set(rows.filter((row) => row["fileId"] !== fileId).map((row) => String(row["number"])));
}

/** The next number of an acknowledgement of the account: each is given once, and some may be left out. */
export async function nextAckNumber({ scope, accountId }: SftpPlace): Promise<number> {
  const { row } = await conditional({
    TableName: tables.practice(),
    Key: keys.sftpAnswers(scope, accountId),
    UpdateExpression: "ADD #last :one",
    ExpressionAttributeNames: { "#last": "last" },
    ExpressionAttributeValues: { ":one": 1 },
  });
  return (Number(row?.["last"]) % 999_999_999) + 1;
}

/** A new file, of which each interchange that is taken keeps its number; `request.changed-meanwhile` where one was taken now. */
export function sftpFileChanges({ scope, accountId }: SftpPlace, file: SftpFile, numbers: readonly string[]): Change[] {
  const refusal = "request.changed-meanwhile";
  return [
    insert("practice", { ...keys.sftpFile(scope, accountId, file.fileId), ...file }, refusal),
    ...numbers.map((number) => {
      const { fileId, at } = file;
      return insert("practice", { ...keys.sftpInterchange(scope, accountId, number), number, fileId, at }, refusal);
    }),
  ];
}

/** Dates that are put beside each other before the older ones are left out. */
const mostDates = 40;

/**
 * What an arrival changes for those that come later: its moment, where none is known that was later, its date, and of the first
 * one its sender.
 */
export function arrivalChange(
  { scope, accountId }: SftpPlace,
  { lastFileAt = "", days = new Set() }: Pick<SftpArrivals, "lastFileAt" | "days">,
  { at, date, learned }: { readonly at: string; readonly date: string; readonly learned?: string | undefined },
): Change {
  const isFull = days.size >= mostDates;
  const values = {
    ":at": at > lastFileAt ? at : lastFileAt,
    ":date": new Set(isFull ? newestDays(new Set([...days, date])) : [date]),
  };
  const sets = [
    "lastFileAt = :at",
    ...(isFull ? ["#days = :date"] : []),
    ...(learned === undefined ? [] : ["senders = :senders"]),
  ];
  return {
    item: {
      Update: {
        TableName: tables.practice(),
        Key: keys.sftpArrivals(scope, accountId),
        UpdateExpression: `SET ${sets.join(", ")}${isFull ? "" : " ADD #days :date"}`,
        ...(learned === undefined
          ? {}
          : { ConditionExpression: "attribute_not_exists(senders) OR size(senders) = :none" }),
        ExpressionAttributeNames: { "#days": "days" },
        ExpressionAttributeValues: { ...values, ...(learned !== undefined && { ":senders": [learned], ":none": 0 }) },
      },
    },
    refusal: "request.changed-meanwhile",
  };
}

/** Settings of an account's files, when nobody else changed them since they were read. */
export function fileSettingsChange(
  { scope, accountId }: SftpPlace,
  before: SftpArrivals,
  { senders, silenceDays }: { readonly senders: readonly string[]; readonly silenceDays: number },
): Change {
  const { version = 0 } = before;
  return {
    item: {
      Update: {
        TableName: tables.practice(),
        Key: keys.sftpArrivals(scope, accountId),
        UpdateExpression: "SET senders = :senders, silenceDays = :days, version = :next",
        ConditionExpression: version === 0 ? "attribute_not_exists(version)" : "version = :version",
        ExpressionAttributeValues: {
          ":senders": senders,
          ":days": silenceDays,
          ":next": version + 1,
          ...(version > 0 && { ":version": version }),
        },
      },
    },
    refusal: "request.changed-meanwhile",
  };
}

/** That people were told of a silence, and the dates that still count; of any number of tellers one does it. */
export function silenceTold(
  { scope, accountId }: SftpPlace,
  { lastFileAt, silenceToldOf }: SftpArrivals,
  days: readonly string[],
): Change {
  return update("practice", keys.sftpArrivals(scope, accountId), {
    set: { silenceToldOf: lastFileAt, days: new Set(days) },
    expect: { lastFileAt, ...(silenceToldOf !== undefined && { silenceToldOf }) },
    absent: silenceToldOf === undefined ? ["silenceToldOf"] : [],
    refusal: "request.changed-meanwhile",
  });
}
