import { setTimeout as pause } from "node:timers/promises";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import { type Deed, eventOf, type Origin } from "../audit/event.ts";
import { type PracticeScope, scopeOf } from "../domain/practice-scope.ts";
import { Refusal, type RefusalCode } from "../domain/refusal.ts";
import { store, tables } from "./client.ts";
import { newId } from "./ids.ts";
import { keys } from "./keys.ts";
import { isAddressed, type Mail, mailRow } from "./outbox.ts";

type Item = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** One write of a transaction, and what its failed condition means to the caller. */
export interface Change {
  readonly item: Item;
  readonly refusal?: RefusalCode | Refusal;
}

/** All that one deed changes: rows, its audit events, and the mails it causes. */
export interface Work {
  readonly changes: readonly Change[];
  readonly deeds: readonly [Deed, ...Deed[]];
  readonly mails?: readonly Mail[];
  /** Where the mails' rows lie, when not in the practice of the origin. */
  readonly mailScope?: PracticeScope;
  /** What the same deed is in another practice: of an operator's both have an event. */
  readonly elsewhere?: Elsewhere;
}

/** Events and letters that belong to another practice than the one whose person acts. */
export interface Elsewhere {
  readonly origin: Origin;
  readonly deeds: readonly Deed[];
  readonly mails?: readonly Mail[];
}

const conflictTries = 6;

/**
 * Writes changes, audit events and mails in one transaction: all of it or nothing.
 * @throws Refusal of the first change whose condition failed, or `request.busy` when others kept the rows busy.
 * Source: SECURITY B7; the SDK does not retry TransactionConflict.
 */
export async function commit(origin: Origin, work: Work): Promise<void> {
  const { elsewhere } = work;
  const changes = [
    ...work.changes,
    ...eventChanges(origin, work.deeds),
    ...mailChanges(origin, work),
    ...(elsewhere
      ? [...eventChanges(elsewhere.origin, elsewhere.deeds), ...mailChanges(elsewhere.origin, elsewhere)]
      : []),
  ];
  for (let attempt = 1; attempt <= conflictTries; attempt++) {
    const isDone = await tryOnce(changes);
    if (isDone) return;
    await pause(Math.random() * 25 * 2 ** attempt);
  }
  throw new Refusal("request.busy", { retryAfterSeconds: 1 });
}

/** @returns false when only a conflict with another transaction or a throttle stood in the way. */
async function tryOnce(changes: readonly Change[]): Promise<boolean> {
  try {
    await store.send(new TransactWriteCommand({ TransactItems: changes.map(({ item }) => item) }));
    return true;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? "None");
    const failed = codes.indexOf("ConditionalCheckFailed");
    if (failed >= 0) throw refusalOf(changes[failed], error);
    const passing = ["None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"];
    if (codes.every((code) => passing.includes(code))) return false;
    throw error;
  }
}

function refusalOf(change: Change | undefined, error: Error): Error {
  const refusal = change?.refusal;
  return typeof refusal === "string" ? new Refusal(refusal) : (refusal ?? error);
}

function eventChanges(origin: Origin, deeds: readonly Deed[]): Change[] {
  return deeds.map((deed) => {
    const eventId = deed.eventId ?? newId("evt", origin.now);
    const event = eventOf(origin, deed, eventId);
    return {
      item: {
        Put: {
          TableName: tables.audit(),
          Item: { ...keys.auditEvent(origin.practiceId, eventId), ...event },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
    };
  });
}

function mailChanges(origin: Origin, { mails = [], mailScope }: Pick<Work, "mails" | "mailScope">): Change[] {
  const scope = mailScope ?? scopeOf(origin.practiceId);
  return mails.filter(isAddressed).map((mail) => ({
    item: {
      Put: {
        TableName: tables.practice(),
        Item: mailRow(scope, mail, origin.now),
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  }));
}
