import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { BatchWriteCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Place } from "../domain/directory.ts";
import { type PracticeScope, scopeOf } from "../domain/practice-scope.ts";
import { directoryTable, store, tables } from "./client.ts";
import { announce, areNamesOfNow, type Gap, gapsOf, isOpen, nameOf, settle } from "./directory-heads.ts";
import { directoryPart, type Key, keys, userPrefix } from "./keys.ts";

/** Users brought up to date at once: their heads and the counts are one transaction of at most 100 items. */
export const usersAtOnce = 40;
const rowsPerWrite = 25;
const writesAbreast = 8;
const tries = 10;
/** The longest pause is this many times the shortest. */
const slowest = 32;

/**
 * Brings what the directory says of users in line with their rows. It looks at the rows themselves, so that it may be called
 * in any order and any number of times: records that come twice or late do no harm. What is about to be written is announced
 * in the user's head before and settled after; the counts change with the heads and so once. Who meets another's change
 * begins again and writes all anew, and the rows of somebody who was killed are found by what he announced.
 */
export async function follow(scope: PracticeScope, userIds: readonly string[], now: Date): Promise<void> {
  const following = { scope, by: randomUUID(), now };
  for (let attempt = 1; attempt <= tries; attempt++) {
    const gaps = (await gapsOf(following, userIds)).filter((gap) => isOpen(gap, now));
    if (gaps.length === 0) return;
    if (await announce(following, gaps)) {
      await writeRows(gaps.flatMap((gap) => rowsFor(scope, gap)));
      if ((await settle(following, gaps)) && (await areNamesOfNow(scope, gaps))) return;
    }
    await pause(Math.random() * 25 * Math.min(slowest, 2 ** attempt));
  }
  throw new Error("the directory's heads were kept busy by others");
}

/** Follows the users whose places time alone has changed. @returns how many there were */
export async function followTime(now: Date, most: number): Promise<number> {
  const { Items = [] } = await store.send(
    new QueryCommand({
      TableName: directoryTable(),
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

/** Users of one call of `rebuild`: some seconds' work. */
const usersPerRebuild = 500;

/**
 * Follows users of a practice in the order of their ids: after a change of what a list shows, or of its order.
 * @param after the last user of the call before
 * @returns the last user of this call, or undefined when everybody has been followed
 */
export async function rebuild(scope: PracticeScope, after: string | undefined, now: Date): Promise<string | undefined> {
  const { Items = [], LastEvaluatedKey } = await store.send(
    new QueryCommand({
      TableName: tables.practice(),
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :user)",
      ExpressionAttributeValues: { ":pk": keys.practice(scope).pk, ":user": userPrefix },
      ProjectionExpression: "userId",
      Limit: usersPerRebuild,
      ...(after ? { ExclusiveStartKey: keys.user(scope, after) } : {}),
    }),
  );
  const userIds = Items.map(({ userId }) => String(userId));
  await followAll(scope, userIds, now);
  return LastEvaluatedKey && userIds.at(-1);
}

/** Follows any number of users of a practice. */
export async function followAll(scope: PracticeScope, userIds: readonly string[], now: Date): Promise<void> {
  for (const some of inGroups([...new Set(userIds)], usersAtOnce)) await follow(scope, some, now);
}

type Write = { PutRequest: { Item: Key & { c: string } } } | { DeleteRequest: { Key: Key } };

/** The rows to write for a user: all of them when what they show has changed, and none where he stands no more. */
function rowsFor(scope: PracticeScope, { head, packed: c, places, strays, isDoubtful }: Gap): Write[] {
  const stood = new Set(head.places.map(nameOf));
  const wanted = new Set(places.map(nameOf));
  const isAnew = head.packed !== c || isDoubtful;
  const keyOf = ({ part, at }: Place): Key => ({ pk: directoryPart(scope, part), sk: at });
  const gone = new Map(
    [...head.places, ...strays].map((place) => [nameOf(place), place] as const).filter(([name]) => !wanted.has(name)),
  );
  return [
    ...places
      .filter((place) => isAnew || !stood.has(nameOf(place)))
      .map((place): Write => ({ PutRequest: { Item: { ...keyOf(place), c } } })),
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
    const asked = new BatchWriteCommand({ RequestItems: { [directoryTable()]: left } });
    const { UnprocessedItems } = await store.send(asked);
    left = (UnprocessedItems?.[directoryTable()] ?? []) as Write[];
  }
}

function inGroups<Item>(items: readonly Item[], size: number): Item[][] {
  const groups = Math.ceil(items.length / size);
  return Array.from({ length: groups }, (_, i) => items.slice(i * size, (i + 1) * size));
}
