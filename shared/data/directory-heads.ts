import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { countsOf, nextChangeOf, type Place, packed, placesOf, unpacked } from "../domain/directory.ts";
import { partEnd } from "../domain/directory-sorts.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import type { Listed, User } from "../domain/user.ts";
import { log } from "../telemetry/log.ts";
import { directoryTable, store, tables } from "./client.ts";
import { departmentNames } from "./department-names.ts";
import { type Key, keys } from "./keys.ts";

/** What the directory holds of a user now. */
interface Head {
  readonly userId: string;
  readonly packed: string;
  readonly places: readonly Place[];
  readonly counts: readonly string[];
  readonly revision: number | undefined;
  readonly dueAt: string | undefined;
  readonly intents: readonly Intent[];
}

/** Rows that a follower is about to write. He takes it away with the head; if he was killed, it says where his rows stand. */
interface Intent {
  readonly by: string;
  readonly packed: string;
  readonly at: string;
}

/** What stands and what should stand of one user. */
export interface Gap {
  readonly userId: string;
  readonly user: Listed | undefined;
  readonly head: Head;
  readonly places: readonly Place[];
  readonly packed: string;
  /** Where rows may stand that no head names: of a try of our own, or of somebody who was killed. */
  readonly strays: readonly Place[];
  /** Somebody may have written older rows over those that the head names. */
  readonly isDoubtful: boolean;
}

/** One run of a follower. */
export interface Following {
  readonly scope: PracticeScope;
  readonly by: string;
  readonly now: Date;
}

const intentPrefix = "intent.";
/** Longer than a follower lives: its Lambda's time is 30 seconds. */
const intentMs = 120_000;
const readTries = 6;

const placesMeant = (userId: string, { packed: text, at }: Intent): Place[] =>
  text === "" ? [] : placesOf(unpacked(text, partEnd + userId), new Date(at));
const endOf = ({ at }: Intent): Date => new Date(Date.parse(at) + intentMs);

/** What is to be done of these users. */
export async function gapsOf({ scope, by, now }: Following, userIds: readonly string[]): Promise<Gap[]> {
  const { users, heads } = await readBoth(scope, userIds);
  const names = await departmentNames(scope, [...users.values()]);
  return userIds.map((userId) => {
    const row = users.get(userId);
    const departmentName = names.get(row?.departmentId ?? "");
    const user = row && (departmentName === undefined ? row : { ...row, departmentName });
    const head = heads.get(userId) ?? headOf({ userId });
    const over = head.intents.filter((intent) => intent.by === by || endOf(intent) <= now);
    return {
      userId,
      user,
      head,
      places: user ? placesOf(user, now) : [],
      packed: user ? packed(user) : "",
      strays: over.flatMap((intent) => placesMeant(userId, intent)),
      isDoubtful: over.length > 0,
    };
  });
}

/**
 * Whether the departments are still called what was written: whoever renames one meanwhile follows its members afterwards,
 * and finds only those that stand in it by then.
 */
export async function areNamesOfNow(scope: PracticeScope, gaps: readonly Gap[]): Promise<boolean> {
  const users = gaps.map(({ user }) => user).filter((user) => user !== undefined);
  const names = await departmentNames(scope, users);
  return users.every(({ departmentId, departmentName }) => departmentName === names.get(departmentId ?? ""));
}

/** Whether anything is to be written. */
export function isOpen({ user, head, places, packed: wanted, isDoubtful }: Gap, now: Date): boolean {
  if (isDoubtful || head.packed !== wanted || !isSame(head.places.map(nameOf), places.map(nameOf))) return true;
  return user !== undefined && (!isSame(head.counts, countsOf(user, now)) || head.dueAt !== dueOf(user, now));
}

/** A place as one text. */
export const nameOf = ({ part, at }: Place): string => `${part}\n${at}`;
const isSame = (one: readonly string[], other: readonly string[]) => one.join() === other.join();
const dueOf = (user: Listed, now: Date) => nextChangeOf(user, now)?.toISOString();

/**
 * Says where rows are about to be written, and has the sweep look there later; to be undone by `settle`.
 * @returns false when the heads were busy
 */
export async function announce({ scope, by, now }: Following, gaps: readonly Gap[]): Promise<boolean> {
  const at = now.toISOString();
  const items = gaps.map(({ userId, packed: text }) => ({
    Update: {
      TableName: directoryTable(),
      Key: keys.directoryHead(scope, userId),
      UpdateExpression: "SET #intent = :intent, userId = :userId, dueOf = :due, dueAt = :dueAt",
      ExpressionAttributeNames: { "#intent": intentPrefix + by },
      ExpressionAttributeValues: {
        ":intent": { packed: text, at },
        ":userId": userId,
        ":due": "due",
        ":dueAt": endOf({ by, packed: text, at }).toISOString(),
      },
    },
  }));
  return isWritten(items);
}

/** Writes what now stands of the users, and the counts with it and so once. @returns false when another did meanwhile */
export async function settle(following: Following, gaps: readonly Gap[]): Promise<boolean> {
  return isWritten([...gaps.map((gap) => settled(following, gap)), ...countItems(following, gaps)]);
}

function settled({ scope, by, now }: Following, { userId, user, head, ...gap }: Gap) {
  const others = head.intents.filter((intent) => intent.by !== by && endOf(intent) > now);
  const moments = [user && dueOf(user, now), ...others.map((intent) => endOf(intent).toISOString())];
  const due = moments.filter((moment) => moment !== undefined).sort()[0];
  const gone = [by, ...head.intents.filter((intent) => !others.includes(intent)).map((intent) => intent.by)];
  const names = [...new Set(gone)].map((each) => intentPrefix + each);
  const taken = names.map((_, i) => `#gone${i}`);
  return {
    Update: {
      TableName: directoryTable(),
      Key: keys.directoryHead(scope, userId),
      UpdateExpression: `SET packed = :packed, places = :places, counts = :counts, revision = :next${due ? ", dueOf = :due, dueAt = :dueAt" : ""} REMOVE ${[...taken, ...(due ? [] : ["dueOf", "dueAt"])].join(", ")}`,
      ConditionExpression: head.revision === undefined ? "attribute_not_exists(revision)" : "revision = :revision",
      ExpressionAttributeNames: Object.fromEntries(names.map((name, i) => [`#gone${i}`, name])),
      ExpressionAttributeValues: {
        ":packed": gap.packed,
        ":places": gap.places,
        ":counts": user ? countsOf(user, now) : [],
        ":next": (head.revision ?? 0) + 1,
        ...(due && { ":due": "due", ":dueAt": due }),
        ...(head.revision !== undefined && { ":revision": head.revision }),
      },
    },
  };
}

function countItems({ scope, now }: Following, gaps: readonly Gap[]) {
  const sums = new Map<string, number>();
  const add = (name: string, by: number) => sums.set(name, (sums.get(name) ?? 0) + by);
  for (const { user, head } of gaps) {
    for (const name of user ? countsOf(user, now) : []) add(name, 1);
    for (const name of head.counts) add(name, -1);
  }
  const changed = [...sums].filter(([, by]) => by !== 0);
  if (changed.length === 0) return [];
  return [
    {
      Update: {
        TableName: directoryTable(),
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

type TransactItems = NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]["TransactItems"]>;

async function isWritten(items: TransactItems): Promise<boolean> {
  try {
    await store.send(new TransactWriteCommand({ TransactItems: items }));
    return true;
  } catch (error) {
    if (error instanceof TransactionCanceledException) return false;
    throw error;
  }
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
    if (attempt > readTries) throw new Error("the store gave only some of the rows: too many at once");
    const given = await readSome(left);
    for (const user of given.users.filter(hasName)) users.set(user.userId, user);
    for (const head of given.heads) heads.set(head.userId, head);
    left = given.left;
  }
  return { users, heads };
}

/** A row without a name would fail again and again, and keep all who come after it from being followed: it is told, and not listed. */
function hasName({ practiceId, firstName, lastName }: User): boolean {
  const isNamed = typeof firstName === "string" && typeof lastName === "string";
  if (!isNamed) log("error", "a user without a name is not listed", { practiceId });
  return isNamed;
}

async function readSome({ users, heads }: Wanted) {
  const { Responses = {}, UnprocessedKeys = {} } = await store.send(
    new BatchGetCommand({
      RequestItems: {
        ...(users.length > 0 && { [tables.practice()]: { Keys: [...users], ConsistentRead: true } }),
        ...(heads.length > 0 && { [directoryTable()]: { Keys: [...heads], ConsistentRead: true } }),
      },
    }),
  );
  const rows = (table: string) => Responses[table] ?? [];
  const keysLeft = (table: string) => (UnprocessedKeys[table]?.Keys ?? []) as Key[];
  return {
    users: rows(tables.practice()) as User[],
    heads: rows(directoryTable()).map((row) => headOf(row as HeadRow)),
    left: { users: keysLeft(tables.practice()), heads: keysLeft(directoryTable()) },
  };
}

type HeadRow = Pick<Head, "userId"> & Partial<Omit<Head, "intents">>;

function headOf(row: HeadRow): Head {
  const intents = Object.entries(row as Readonly<Record<string, unknown>>)
    .filter(([name]) => name.startsWith(intentPrefix))
    .map(([name, value]) => ({ by: name.slice(intentPrefix.length), ...(value as Omit<Intent, "by">) }));
  const { userId, packed: text = "", places = [], counts = [], revision, dueAt } = row;
  return { userId, packed: text, places, counts, revision, dueAt, intents };
}
