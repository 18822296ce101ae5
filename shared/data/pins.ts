import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { pinTries } from "../domain/pin.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { conditional } from "./counters.ts";
import { keys } from "./keys.ts";

type Hash = `s${number}.${string}`;

/** The PIN of a user. Its tries lie in the same row, so that a new PIN begins with none and no old try counts for it. */
export interface Pin {
  readonly hash: Hash;
  readonly setAt: string;
  /** Tries since it was set or was last right. */
  readonly tries: number;
}

/** The PIN as it is now, strongly consistent; undefined when none was set. */
export async function readPin(scope: PracticeScope, userId: string): Promise<Pin | undefined> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.pin(scope, userId), ConsistentRead: true }),
  );
  return pinOf(Item);
}

/** A new PIN in place of the one before, whose tries and lock end with this write. */
export function replacePin(scope: PracticeScope, userId: string, { hash, setAt }: Pick<Pin, "hash" | "setAt">): Change {
  const Item = { ...keys.pin(scope, userId), practiceId: scope.practiceId, hash, setAt, tries: 0 };
  return { item: { Put: { TableName: tables.practice(), Item } } };
}

/** A try that may be evaluated, with the PIN it is counted on; or why it may not. */
export type PinTry =
  | { readonly outcome: "granted"; readonly pin: Pin }
  | { readonly outcome: "locked" }
  | { readonly outcome: "none" };

/** Reserves a try before anybody looks at it: of any number at once no more are granted than the PIN has left. */
export async function reservePinTry(scope: PracticeScope, userId: string): Promise<PinTry> {
  const { isDone, row } = await conditional({
    TableName: tables.practice(),
    Key: keys.pin(scope, userId),
    UpdateExpression: "ADD tries :one",
    ConditionExpression: "attribute_exists(pk) AND tries < :limit",
    ExpressionAttributeValues: { ":one": 1, ":limit": pinTries },
  });
  const pin = pinOf(row);
  if (!pin) return { outcome: "none" };
  return isDone ? { outcome: "granted", pin } : { outcome: "locked" };
}

/** A right try forgets the wrong ones before it; those of another PIN are left alone. */
export async function forgetPinTries(scope: PracticeScope, userId: string, { hash }: Pick<Pin, "hash">): Promise<void> {
  await conditional({
    TableName: tables.practice(),
    Key: keys.pin(scope, userId),
    UpdateExpression: "SET tries = :zero",
    ConditionExpression: "#hash = :hash",
    ExpressionAttributeNames: { "#hash": "hash" },
    ExpressionAttributeValues: { ":zero": 0, ":hash": hash },
  });
}

const pinOf = (row: Readonly<Record<string, unknown>> | undefined) => row as Pin | undefined;
