import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type PracticeScope, scopeOf } from "../domain/practice-scope.ts";
import { isColleague, type User } from "../domain/user.ts";
import { insert, remove } from "./changes.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { awaitedPartition, colleaguePrefix, keys } from "./keys.ts";
import { rowsOf } from "./practice-rows.ts";

/** That a practice invited a colleague under an address, and waits for him to register elsewhere. */
export interface Awaited {
  readonly scope: PracticeScope;
  readonly userId: string;
  /** Who registered before is not told of: that would say who has an account. ISO 8601. */
  readonly since: string;
}

type Addressed = Pick<User, "userId"> & { readonly email: string };

/** Waits for a colleague from now on, in the transaction that invites him or corrects his address. */
export function awaitColleague(scope: PracticeScope, { userId, email }: Addressed, now: Date): Change {
  return insert("practice", { ...keys.awaitedColleague(scope, email), userId, since: now.toISOString() });
}

/** Waits no more for who is invited, where he is a colleague. */
export function awaitNoMore(scope: PracticeScope, { userId, email }: Addressed): Change[] {
  if (!isColleague({ userId })) return [];
  const expected = { expect: { userId }, refusal: "request.changed-meanwhile" } as const;
  return [remove("practice", keys.awaitedColleague(scope, email), expected)];
}

/** Practices looked at by one registration; for more than these the caretaker looks. */
const mostPractices = 20;

/** Which practices wait for the colleague with this address. */
export async function whoAwaits(email: string): Promise<Awaited[]> {
  const { Items = [] } = await store.send(
    new QueryCommand({
      TableName: tables.practice(),
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": awaitedPartition(email) },
      ConsistentRead: true,
      Limit: mostPractices,
    }),
  );
  return Items.map(({ sk, userId, since }) => ({ scope: scopeOf(String(sk)), userId, since }));
}

/** Since when this practice waits for the colleague with this address. */
export async function readAwaited(scope: PracticeScope, email: string): Promise<Awaited | undefined> {
  const { Item } = await store.send(
    new GetCommand({
      TableName: tables.practice(),
      Key: keys.awaitedColleague(scope, email),
      ConsistentRead: true,
    }),
  );
  return Item && { scope, userId: Item["userId"], since: Item["since"] };
}

/** Every colleague whom the practice invited, revoked ones too. */
export async function colleaguesOf(scope: PracticeScope): Promise<User[]> {
  return (await rowsOf(scope, colleaguePrefix)) as User[];
}
