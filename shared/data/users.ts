import { setTimeout as pause } from "node:timers/promises";
import { BatchGetCommand, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { PracticeScope } from "../domain/practice-scope.ts";
import type { Listed, User } from "../domain/user.ts";
import { log } from "../telemetry/log.ts";
import { store, tables } from "./client.ts";
import { type Bookmark, listDirectory } from "./directory.ts";
import { timeOfId } from "./ids.ts";
import { type Key, keys } from "./keys.ts";

/** One user of the practice, strongly consistent. What is no id of ours is nobody's, and too long a key for the store. */
export async function readUser(scope: PracticeScope, userId: string): Promise<User | undefined> {
  return timeOfId("usr", userId) ? rowOf(scope, userId) : undefined;
}

/** Whom an invitation is for, strongly consistent: a user of the practice or a colleague of another. */
export async function readInvited(scope: PracticeScope, userId: string): Promise<User | undefined> {
  return timeOfId("usr", userId) || timeOfId("col", userId) ? rowOf(scope, userId) : undefined;
}

async function rowOf(scope: PracticeScope, userId: string): Promise<User | undefined> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.user(scope, userId), ConsistentRead: true }),
  );
  return Item as User | undefined;
}

/** Rows that DynamoDB gives in one answer. */
const usersPerRead = 100;
const batchTries = 6;

/** Users of the practice by id, strongly consistent, in the order asked for; who is not there is left out. */
export async function readUsers(scope: PracticeScope, userIds: readonly string[]): Promise<User[]> {
  const ids = [...new Set(userIds)].filter((userId) => timeOfId("usr", userId));
  const found = new Map<string, User>();
  for (let at = 0; at < ids.length; at += usersPerRead) {
    const rows = await rowsOf(ids.slice(at, at + usersPerRead).map((userId) => keys.user(scope, userId)));
    for (const user of rows) found.set(user.userId, user);
  }
  return ids.flatMap((userId) => found.get(userId) ?? []);
}

/** What DynamoDB leaves out of one answer is asked for again. */
async function rowsOf(asked: Key[]): Promise<User[]> {
  const found: User[] = [];
  let left = asked;
  for (let attempt = 1; left.length > 0; attempt++) {
    if (attempt > batchTries) throw new Error("the store gave only some of the users: too many at once");
    const { Responses = {}, UnprocessedKeys = {} } = await store.send(
      new BatchGetCommand({ RequestItems: { [tables.practice()]: { Keys: left, ConsistentRead: true } } }),
    );
    found.push(...((Responses[tables.practice()] ?? []) as User[]));
    left = (UnprocessedKeys[tables.practice()]?.Keys ?? []) as Key[];
  }
  return found;
}

/** Looks at a directory that follows the rows by less than a second, as a rule; then it goes without whom it misses. */
const looks = 4;
const betweenLooksMs = 250;

/** Who did something that others are told of, and how many active security administrators his practice counts. */
interface Doer {
  readonly doer: Listed;
  readonly count: number;
}

/**
 * Whom a notice goes to: who did it, first, and the practice's active security administrators as the directory knows them.
 * Nothing is decided by it. While the directory knows fewer of them than the practice counts, it is given a moment to follow.
 */
export async function doerAndAdministrators(
  scope: PracticeScope,
  { doer, count }: Doer,
  now: Date,
): Promise<readonly Listed[]> {
  const found = await administratorsOf(scope, count, now);
  return [doer, ...found.filter(({ userId }) => userId !== doer.userId)];
}

async function administratorsOf(scope: PracticeScope, count: number, now: Date): Promise<readonly Listed[]> {
  for (let look = 1; ; look++) {
    const found = await administratorsListed(scope, now);
    if (found.length >= count) return found;
    if (look === looks) {
      const missed = { practiceId: scope.practiceId, count: count - found.length };
      log("warn", "a notice goes without administrators whom the directory does not list yet", missed);
      return found;
    }
    await pause(betweenLooksMs);
  }
}

async function administratorsListed(scope: PracticeScope, now: Date): Promise<Listed[]> {
  const question = { isDescending: false, filters: { role: "security-administrator" } };
  const found: Listed[] = [];
  let after: Bookmark | undefined;
  do {
    const page = await listDirectory({ scope, question, limit: 100, now }, after);
    found.push(...page.users.filter(({ status }) => status === "active"));
    after = page.next;
  } while (after);
  return found;
}

const mostManagers = 20;

/** Some active user managers and security administrators of the practice, for who cannot come in: as the directory knows them. */
export async function listManagers(scope: PracticeScope, now: Date): Promise<Listed[]> {
  const pages = await Promise.all(
    ["user-manager", "security-administrator"].map((role) =>
      listDirectory(
        { scope, question: { isDescending: false, filters: { role } }, limit: mostManagers, now },
        undefined,
      ),
    ),
  );
  const found = new Map(pages.flatMap(({ users }) => users).map((user) => [user.userId, user]));
  return [...found.values()].filter(({ status }) => status === "active");
}

/** A user's row as it is written: the account and its key. */
export function userRow(scope: PracticeScope, user: User) {
  return { ...keys.user(scope, user.userId), ...user };
}
