import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Delivery } from "../domain/delivery.ts";
import { Refusal } from "../domain/refusal.ts";
import { insert, remove } from "./changes.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { newId, timeOfId } from "./ids.ts";
import { keys } from "./keys.ts";
import type { Page } from "./page.ts";

/** An address that mail does not reach, with what was told of it first. Times are ISO 8601, UTC. */
export interface DeadAddress {
  readonly addressId: string;
  readonly email: string;
  readonly because: Extract<Delivery, "bounced" | "suppressed" | "complained">;
  /** In the words of the mail service. */
  readonly reason?: string;
  readonly since: string;
  /** Whose letter it was. */
  readonly practiceId: string;
}

/** Keeps that an address is dead, for the operators' list; nothing where it stands there already. */
export async function deadAddressChanges(
  facts: Omit<DeadAddress, "addressId" | "since">,
  now: Date,
): Promise<Change[]> {
  const key = keys.deadAddressOf(facts.email);
  const { Item } = await store.send(new GetCommand({ TableName: tables.practice(), Key: key, ConsistentRead: true }));
  if (Item) return [];
  const addressId = newId("adr", now);
  const row: DeadAddress = { ...facts, addressId, since: now.toISOString() };
  return [
    insert("practice", { ...key, addressId }, "request.changed-meanwhile"),
    insert("practice", { ...keys.deadAddress(addressId), ...row }),
  ];
}

/** One of them. @throws Refusal `operator.address-not-found` */
export async function readDeadAddress(addressId: string): Promise<DeadAddress> {
  if (!timeOfId("adr", addressId)) throw new Refusal("operator.address-not-found");
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.deadAddress(addressId), ConsistentRead: true }),
  );
  if (!Item) throw new Refusal("operator.address-not-found");
  return Item as DeadAddress;
}

/** Takes it off the list; of two who do, one is refused. */
export function releaseChanges({ addressId, email }: DeadAddress): Change[] {
  const refusal = "operator.address-not-found";
  return [
    remove("practice", keys.deadAddress(addressId), { refusal }),
    remove("practice", keys.deadAddressOf(email), { expect: { addressId }, refusal }),
  ];
}

/** A page of the addresses that mail does not reach, newest first. */
export async function listDeadAddresses(page: Page) {
  const { Items = [], LastEvaluatedKey } = await store.send(
    new QueryCommand({
      TableName: tables.practice(),
      KeyConditionExpression: "pk = :dead",
      ExpressionAttributeValues: { ":dead": keys.deadAddress("").pk },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: page.limit,
      ...(page.after ? { ExclusiveStartKey: page.after } : {}),
    }),
  );
  return { addresses: Items as DeadAddress[], next: LastEvaluatedKey };
}
