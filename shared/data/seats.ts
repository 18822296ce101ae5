import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Seat } from "../domain/plan.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { insert, update } from "./changes.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { type Key, keys, seatPrefix } from "./keys.ts";

/** Who pays for others, and how the provider calls him. */
export interface Payer {
  readonly practiceId: string;
  readonly userId: string;
  readonly customerId: string;
}

/** A user's seat, strongly consistent. */
export async function readSeat(scope: PracticeScope, userId: string): Promise<Seat | undefined> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.seat(scope, userId), ConsistentRead: true }),
  );
  return Item && seatIn(Item as Seat & Key);
}

/** Somebody who put a card on file once, strongly consistent. */
export async function readPayer(scope: PracticeScope, userId: string): Promise<Payer | undefined> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.payer(scope, userId), ConsistentRead: true }),
  );
  return Item as Payer | undefined;
}

/** The seats that one person pays for, strongly consistent. */
export async function listSeatsOf(scope: PracticeScope, payerId: string): Promise<Seat[]> {
  const seats: Seat[] = [];
  let after: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await store.send(
      new QueryCommand({
        TableName: tables.practice(),
        KeyConditionExpression: "pk = :practice AND begins_with(sk, :seat)",
        ExpressionAttributeValues: { ":practice": keys.practice(scope).pk, ":seat": seatPrefix },
        ConsistentRead: true,
        ...(after ? { ExclusiveStartKey: after } : {}),
      }),
    );
    seats.push(...(Items as (Seat & Key)[]).map(seatIn).filter((seat) => seat.payerId === payerId));
    after = LastEvaluatedKey;
  } while (after);
  return seats;
}

/** A seat without the key of its row, so that what is written of it never names one. */
function seatIn({ pk: _pk, sk: _sk, ...seat }: Seat & Key): Seat {
  return seat;
}

const optional = ["offer", "pending", "subscriptionId", "next", "paidUntil"] as const;

/** The write of a seat over what was read of it; refused when somebody else wrote it meanwhile. */
export function seatChange(scope: PracticeScope, before: Seat | undefined, after: Omit<Seat, "version">): Change {
  const key = keys.seat(scope, after.userId);
  if (!before) return insert("practice", { ...key, ...after, version: 1 }, "request.changed-meanwhile");
  const given = Object.entries(after).filter(([, value]) => value !== undefined);
  return update("practice", key, {
    set: { ...Object.fromEntries(given), version: before.version + 1 },
    remove: optional.filter((name) => after[name] === undefined),
    expect: { version: before.version },
    refusal: "request.changed-meanwhile",
  });
}
