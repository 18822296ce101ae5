import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { type PracticeScope, scopeOf } from "../domain/practice-scope.ts";
import { refusalAt } from "../domain/refusal.ts";
import { addToSet, insert } from "./changes.ts";
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
  const account = `${place.scope.practiceId}/${place.userId}`;
  return [
    insert("practice", { ...keys.username(names.username), account }, refusalAt("user.username-taken", "/username")),
    addToSet("practice", keys.address(names.email), { name: "accounts", value: account }),
  ];
}
