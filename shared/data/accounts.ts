import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { type PracticeScope, scopeOf } from "../domain/practice-scope.ts";
import { refusalAt } from "../domain/refusal.ts";
import { addToSet, insert, remove, takeFromSet } from "./changes.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { keys } from "./keys.ts";

/** Where an account is, as a sign-in finds it. */
export interface AccountPlace {
  readonly scope: PracticeScope;
  readonly userId: string;
}

/**
 * Finds the account that a typed name stands for: a username, or an address that exactly one account of the installation
 * has. A strongly consistent read of the reservation, never an index. Source: RULINGS 1.
 */
export async function findAccount(identifier: string): Promise<AccountPlace | undefined> {
  const [place, ...others] = await findAccounts(identifier);
  return others.length > 0 ? undefined : place;
}

/** Every account that a typed name may stand for: one of a username, any number of an address. */
export async function findAccounts(identifier: string): Promise<AccountPlace[]> {
  const isAddress = identifier.includes("@");
  const key = isAddress ? keys.address(identifier) : keys.username(identifier);
  const { Item } = await store.send(new GetCommand({ TableName: tables.practice(), Key: key, ConsistentRead: true }));
  const places = isAddress ? [...((Item?.["accounts"] as Set<string> | undefined) ?? [])] : [Item?.["account"]];
  return places.flatMap((place) => {
    const [practiceId, userId] = typeof place === "string" ? place.split("/") : [];
    return practiceId && userId ? [{ scope: scopeOf(practiceId), userId }] : [];
  });
}

/** Whether nobody of the installation has this username now; the reservation's condition decides in the end. */
export async function isUsernameFree(username: string): Promise<boolean> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.username(username), ConsistentRead: true }),
  );
  return Item === undefined;
}

/** Reserves the username for good and lets the address find the account, in the transaction that registers it. */
export function reserveNames(place: AccountPlace, names: { username: string; email: string }): Change[] {
  return [
    reserveUsername(place, names.username),
    addToSet("practice", keys.address(names.email), { name: "accounts", value: accountOf(place) }),
  ];
}

/** Reserves the username for good. */
export function reserveUsername(place: AccountPlace, username: string): Change {
  const row = { ...keys.username(username), account: accountOf(place) };
  return insert("practice", row, refusalAt("user.username-taken", "/username"));
}

/** An account that moves from one address to another. */
interface Move {
  readonly from: string | undefined;
  /** Whether the address before finds the account at sign-in. */
  readonly isFound: boolean;
  readonly to: string;
}

/** Takes the new address for an account, within its practice and for signing in, and lets the one before go. */
export function moveAddress(place: AccountPlace, { from, isFound, to }: Move): Change[] {
  const { scope, userId } = place;
  const account = { name: "accounts", value: accountOf(place) };
  const taken = insert(
    "practice",
    { ...keys.practiceAddress(scope, to), userId },
    refusalAt("user.email-taken", "/email"),
  );
  const changes = [taken, addToSet("practice", keys.address(to), account)];
  if (from === undefined) return changes;
  changes.push(
    remove("practice", keys.practiceAddress(scope, from), { expect: { userId }, refusal: "request.changed-meanwhile" }),
  );
  if (isFound)
    changes.push(takeFromSet("practice", keys.address(from), { ...account, refusal: "request.changed-meanwhile" }));
  return changes;
}

const accountOf = ({ scope, userId }: AccountPlace) => `${scope.practiceId}/${userId}`;
