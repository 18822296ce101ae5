import { setTimeout as pause } from "node:timers/promises";
import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, BatchWriteCommand, QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { countsOf, nextChangeOf, type Place, packed, placesOf } from "../domain/directory.ts";
import { type PracticeScope, scopeOf } from "../domain/practice-scope.ts";
import type { User } from "../domain/user.ts";
import { store, tables } from "./client.ts";
import { directoryPart, type Key, keys, userPrefix } from "./keys.ts";

/** What the directory holds of a user now. */
interface Head {
  readonly userId: string;
  readonly packed: string;
  readonly places: readonly Place[];
  readonly counts: readonly string[];
  readonly revision: number;
  readonly dueAt?: string;
}

/** What stands and what should stand of one user. */
interface Gap {
  readonly userId: string;
  readonly user: User | undefined;
  readonly head: Head | undefined;
  readonly places: readonly Place[];
  readonly packed: string;
}

/** Users brought up to date at once: their heads and the counts are one transaction of at most 100 items. */
export const usersAtOnce = 40;
const rowsPerWrite = 25;
const writesAbreast = 8;
const tries = 6;

/**
 * Brings what the directory says of users in line with their rows. It looks at the rows themselves, so that it may be called
 * in any order and any number of times: records that come twice or late do no harm. Rows are written before the heads that
 * name them; who meets another's write begins again and writes all anew. The counts change with the heads and so once.
 */
export async function follow(scope: PracticeScope, userIds: readonly string[], now: Date): Promise<void> {
  let strays: ReadonlyMap<string, readonly Place[]> = new Map();
  for (let attempt = 1; attempt <= tries; attempt++) {
    const gaps = (await gapsOf(scope, userIds, now)).filter((gap) => isOpen(gap, now) || strays.has(gap.userId));
    if (gaps.length === 0) return;
    await writeRows(gaps.flatMap((gap) => rowsFor(scope, gap, strays.get(gap.userId))));
    if (await writeHeads(scope, gaps, now)) return;
    strays = new Map(gaps.map((gap) => [gap.userId, [...(strays.get(gap.userId) ?? []), ...gap.places]]));
    await pause(Math.random() * 25 * 2 ** attempt);
  }
  throw new Error("the directory's heads were kept busy by others");
}

/** Follows the users whose places time alone has changed. @returns how many there were */
export async function followTime(now: Date, most: number): Promise<number> {
  const { Items = [] } = await store.send(
    new QueryCommand({
      TableName: tables.directory(),
      IndexName: "due",
      KeyConditionExpression: "dueOf = :due AND dueAt <= :now",
      ExpressionAttributeValues: { ":due": "due", ":now": now.toISOString() },
      Limit: most,
    }),
  );
  const byPractice = Map.groupBy(Items, ({ pk }) => String(pk).slice(0, String(pk).indexOf("#")));
  for (const [practiceId, heads] of byPractice) {
    await followAll(
      scopeOf(practiceId),
      heads.map(({ sk }) => String(sk)),
      now,
    );
  }
  return Items.length;
}

/** Follows every user of a practice: after a change of what a list shows, or of its order. */
export async function rebuild(scope: PracticeScope, now: Date): Promise<void> {
  let after: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await store.send(
      new QueryCommand({
        TableName: tables.practice(),
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :user)",
        ExpressionAttributeValues: { ":pk": keys.practice(scope).pk, ":user": userPrefix },
        ProjectionExpression: "userId",
        ...(after ? { ExclusiveStartKey: after } : {}),
      }),
    );
    await followAll(
      scope,
      Items.map(({ userId }) => String(userId)),
      now,
    );
    after = LastEvaluatedKey;
  } while (after);
}

/** Follows any number of users of a practice. */
export async function followAll(scope: PracticeScope, userIds: readonly string[], now: Date): Promise<void> {
  for (const some of inGroups([...new Set(userIds)], usersAtOnce)) await follow(scope, some, now);
}

async function gapsOf(scope: PracticeScope, userIds: readonly string[], now: Date): Promise<Gap[]> {
  const { users, heads } = await readBoth(scope, userIds);
  return userIds.map((userId) => {
    const user = users.get(userId);
    const places = user ? placesOf(user, now) : [];
    return { userId, user, head: heads.get(userId), places, packed: user ? packed(user) : "" };
  });
}

interface Wanted {
  readonly users: readonly Key[];
  readonly heads: readonly Key[];
}

/** The users' rows and what the directory holds of them, strongly consistent. */
async function readBoth(scope: PracticeScope, userIds: readonly string[]) {
  const users = new Map<string, User>();
  const heads = new Map<string, Head>();
  let left: Wanted = {
    users: userIds.map((userId) => keys.user(scope, userId)),
    heads: userIds.map((userId) => keys.directoryHead(scope, userId)),
  };
  for (let attempt = 1; left.users.length + left.heads.length > 0; attempt++) {
    if (attempt > tries) throw new Error("the store gave only some of the rows: too many at once");
    const given = await readSome(left);
    for (const user of given.users) users.set(user.userId, user);
    for (const head of given.heads) heads.set(head.userId, head);
    left = given.left;
  }
  return { users, heads };
}

async function readSome({ users, heads }: Wanted) {
  const { Responses = {}, UnprocessedKeys = {} } = await store.send(
    new BatchGetCommand({
      RequestItems: {
        ...(users.length > 0 && { [tables.practice()]: { Keys: [...users], ConsistentRead: true } }),
        ...(heads.length > 0 && { [tables.directory()]: { Keys: [...heads], ConsistentRead: true } }),
      },
    }),
  );
  const rows = (table: string) => Responses[table] ?? [];
  const keysLeft = (table: string) => (UnprocessedKeys[table]?.Keys ?? []) as Key[];
  return {
    users: rows(tables.practice()) as User[],
    heads: rows(tables.directory()) as Head[],
    left: { users: keysLeft(tables.practice()), heads: keysLeft(tables.directory()) },
  };
}

const nameOf = ({ part, at }: Place) => `${part}\n${at}`;

function isOpen({ user, head, places, packed: wanted }: Gap, now: Date): boolean {
  if (!head) return user !== undefined;
  const isSame = head.packed === wanted && head.places.map(nameOf).join() === places.map(nameOf).join();
  if (!user) return !isSame;
  const isCounted = head.counts.join() === countsOf(user, now).join();
  return !isSame || !isCounted || head.dueAt !== nextChangeOf(user, now)?.toISOString();
}

type Write = { PutRequest: { Item: Key & { c: string } } } | { DeleteRequest: { Key: Key } };

/** The rows to write for a user: all of them when what they show has changed, and none where he stands no more. */
function rowsFor(scope: PracticeScope, gap: Gap, strays: readonly Place[] = []): Write[] {
  const before = [...(gap.head?.places ?? []), ...strays];
  const stood = new Set(gap.head?.places.map(nameOf));
  const wanted = new Set(gap.places.map(nameOf));
  const isAnew = gap.head?.packed !== gap.packed || strays.length > 0;
  const keyOf = ({ part, at }: Place): Key => ({ pk: directoryPart(scope, part), sk: at });
  const gone = new Map(before.filter((place) => !wanted.has(nameOf(place))).map((place) => [nameOf(place), place]));
  return [
    ...gap.places
      .filter((place) => isAnew || !stood.has(nameOf(place)))
      .map((place): Write => ({ PutRequest: { Item: { ...keyOf(place), c: gap.packed } } })),
    ...[...gone.values()].map((place): Write => ({ DeleteRequest: { Key: keyOf(place) } })),
  ];
}

async function writeRows(writes: readonly Write[]): Promise<void> {
  for (const abreast of inGroups(inGroups(writes, rowsPerWrite), writesAbreast)) {
    await Promise.all(abreast.map((group) => writeGroup(group)));
  }
}

async function writeGroup(group: readonly Write[]): Promise<void> {
  let left: Write[] = [...group];
  for (let attempt = 1; left.length > 0; attempt++) {
    if (attempt > tries) throw new Error("the directory's rows were not taken: too many at once");
    if (attempt > 1) await pause(Math.random() * 50 * 2 ** attempt);
    const asked = new BatchWriteCommand({ RequestItems: { [tables.directory()]: left } });
    const { UnprocessedItems } = await store.send(asked);
    left = (UnprocessedItems?.[tables.directory()] ?? []) as Write[];
  }
}

/** @returns false when another wrote a head meanwhile */
async function writeHeads(scope: PracticeScope, gaps: readonly Gap[], now: Date): Promise<boolean> {
  const items = [...gaps.map((gap) => headItem(scope, gap, now)), ...countItems(scope, gaps, now)];
  try {
    await store.send(new TransactWriteCommand({ TransactItems: items }));
    return true;
  } catch (error) {
    if (error instanceof TransactionCanceledException) return false;
    throw error;
  }
}

function headItem(scope: PracticeScope, { userId, user, head, ...gap }: Gap, now: Date) {
  const due = user && nextChangeOf(user, now)?.toISOString();
  const Item = {
    ...keys.directoryHead(scope, userId),
    userId,
    packed: gap.packed,
    places: gap.places,
    counts: user ? countsOf(user, now) : [],
    revision: (head?.revision ?? 0) + 1,
    ...(due && { dueOf: "due", dueAt: due }),
  };
  return {
    Put: {
      TableName: tables.directory(),
      Item,
      ConditionExpression: head ? "revision = :revision" : "attribute_not_exists(pk)",
      ...(head && { ExpressionAttributeValues: { ":revision": head.revision } }),
    },
  };
}

function countItems(scope: PracticeScope, gaps: readonly Gap[], now: Date) {
  const sums = new Map<string, number>();
  const add = (name: string, by: number) => sums.set(name, (sums.get(name) ?? 0) + by);
  for (const { user, head } of gaps) {
    for (const name of user ? countsOf(user, now) : []) add(name, 1);
    for (const name of head?.counts ?? []) add(name, -1);
  }
  const changed = [...sums].filter(([, by]) => by !== 0);
  if (changed.length === 0) return [];
  return [
    {
      Update: {
        TableName: tables.directory(),
        Key: keys.directoryCounts(scope),
        UpdateExpression: `SET asOf = :asOf, dueOf = if_not_exists(dueOf, :care), dueAt = if_not_exists(dueAt, :asOf) ADD ${changed.map((_, i) => `#n${i} :n${i}`).join(", ")}`,
        ExpressionAttributeNames: Object.fromEntries(changed.map(([name], i) => [`#n${i}`, name])),
        ExpressionAttributeValues: {
          ":asOf": now.toISOString(),
          ":care": "care",
          ...Object.fromEntries(changed.map(([, by], i) => [`:n${i}`, by])),
        },
      },
    },
  ];
}

function inGroups<Item>(items: readonly Item[], size: number): Item[][] {
  const groups = Math.ceil(items.length / size);
  return Array.from({ length: groups }, (_, i) => items.slice(i * size, (i + 1) * size));
}
