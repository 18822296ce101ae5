import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { afterLock, hardCap, type LockRule, lockedUntil, type Tries } from "../domain/lockout.ts";
import { update } from "./changes.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { type Factor, type Key, keys } from "./keys.ts";
import { type AllTries, allTriesIn, endedRounds, expressionNames, type TriesRow, triesIn } from "./tries-row.ts";

/** Attempts, throttles, last-seen marks and claims: single conditional writes that no transaction could queue. Source: RULINGS 5. */

/** A try that may be evaluated, with its number in the round; or a refusal, with the end of the lock where there is one. */
export type Reservation =
  | { readonly isGranted: true; readonly fails: number }
  | { readonly isGranted: false; readonly until: Date | undefined };

/** Whose tries are counted: a user's id, or the keyed hash of a name that nobody has (kept one day). */
export interface Account {
  readonly id: string;
  readonly factor: Factor;
  /** A browser that this user is known to own, by its mark: it has a counter of its own, under this name. Source: SECURITY B2, attack 16. */
  readonly browser?: string;
  readonly isUnknown?: true;
}

const daySeconds = 86_400;

/**
 * Reserves a try before it is evaluated; nothing is ever given back. A refused try writes nothing, so that trying during a
 * lock does not prolong it. A lost answer counts twice at worst, which errs towards refusing. Source: SECURITY B2.
 */
export async function reserveTry(account: Account, rule: LockRule, now: Date): Promise<Reservation> {
  const { cap = hardCap } = rule;
  const values = { ":one": 1, ":now": now.toISOString(), ":tries": rule.tries, ":cap": cap, ...ttl(account, now) };
  const within = await conditional({
    Key: keys.tries(account.id, account.factor),
    UpdateExpression: `SET #lastAt = :now${account.isUnknown ? ", expiresAtSeconds = :ttl" : ""} ADD #fails :one, #total :one`,
    ConditionExpression:
      "(attribute_not_exists(#fails) OR #fails < :tries) AND (attribute_not_exists(#total) OR #total < :cap)",
    ExpressionAttributeNames: expressionNames(["fails", "lastAt"], account.browser),
    ExpressionAttributeValues: values,
  });
  const tries = triesIn(within.row, account.browser);
  if (within.isDone) return { isGranted: true, fails: tries.fails };
  const until = lockedUntil(tries, rule);
  if (!until || until > now || tries.total >= cap) return { isGranted: false, until };
  return beginRound(account, { rule, now, before: tries });
}

/** Starts the next round after a lock is over: exactly one of many concurrent tries does, the others count in it. */
async function beginRound(
  account: Account,
  { rule, now, before }: { rule: LockRule; now: Date; before: Tries },
): Promise<Reservation> {
  const { round, roundAt } = afterLock(before);
  const begun = await conditional({
    Key: keys.tries(account.id, account.factor),
    UpdateExpression: "SET #fails = :one, #lastAt = :now, #round = :round, #roundAt = :roundAt ADD #total :one",
    ConditionExpression: "#fails = :fails AND #lastAt = :lastAt AND #total < :cap",
    ExpressionAttributeNames: expressionNames(["fails", "lastAt", "round", "roundAt"], account.browser),
    ExpressionAttributeValues: {
      ":one": 1,
      ":now": now.toISOString(),
      ":round": round,
      ":roundAt": roundAt?.toISOString(),
      ":fails": before.fails,
      ":lastAt": before.lastAt?.toISOString(),
      ":cap": rule.cap ?? hardCap,
    },
  });
  return begun.isDone ? { isGranted: true, fails: 1 } : reserveTry(account, rule, now);
}

/** The tries of a factor from where this account is tried, strongly consistent. */
export async function readTries(account: Account): Promise<Tries> {
  return triesIn(await readRow(account), account.browser);
}

/** The tries of a factor from everywhere: unknown browsers and each known one. */
export async function readAllTries(account: Account): Promise<AllTries> {
  return allTriesIn(await readRow(account));
}

async function readRow({ id, factor }: Account): Promise<TriesRow> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.session(), Key: keys.tries(id, factor), ConsistentRead: true }),
  );
  return Item;
}

/**
 * A success forgets the failures of that factor and counter, and the hard cap of the account with them. Rounds stay, for
 * the longer second lock, and so do other counters: a lock of strangers is not ended by the owner's own browser.
 */
export async function forgetTries(account: Account): Promise<void> {
  await conditional({
    Key: keys.tries(account.id, account.factor),
    UpdateExpression: "SET #fails = :zero, #total = :zero",
    ConditionExpression: "attribute_exists(pk) AND (#fails > :zero OR #total > :zero)",
    ExpressionAttributeNames: expressionNames(["fails"], account.browser),
    ExpressionAttributeValues: { ":zero": 0 },
  });
}

/** A manager's unlock, as part of an audited transaction: the rounds' tries go, the hard cap's count stays. */
export function unlockChange({ id, factor }: Account, tries: AllTries): Change {
  return update("session", keys.tries(id, factor), { set: endedRounds(tries) });
}

/**
 * A new password's start, as part of an audited transaction: its tries go with the old one, the hard cap's count too, for
 * what was disabled is replaced. Codes keep their own count. Source: NIST SP 800-63B-4 section 3.2.2.
 */
export function renewalChange({ id, factor }: Account, tries: AllTries): Change {
  return update("session", keys.tries(id, factor), { set: { ...endedRounds(tries), total: 0 } });
}

/** Counts a try of one challenge. @returns false when the challenge has had its tries. */
export async function countChallengeTry(key: Key, limit: number): Promise<boolean> {
  const counted = await conditional({
    Key: key,
    UpdateExpression: "ADD codeTries :one",
    ConditionExpression: "attribute_exists(pk) AND (attribute_not_exists(codeTries) OR codeTries < :limit)",
    ExpressionAttributeValues: { ":one": 1, ":limit": limit },
  });
  return counted.isDone;
}

/** Counts a request of an address in a window of five minutes. @returns false when the address has had its share. */
export function countRequest(address: string, limit: number, now: Date): Promise<boolean> {
  return countWithin({ what: address, seconds: 300 }, limit, now);
}

/** Counts something in a window of so many seconds. @returns false when there were as many already */
export async function countWithin(
  { what, seconds }: { readonly what: string; readonly seconds: number },
  limit: number,
  now: Date,
): Promise<boolean> {
  const window = Math.floor(now.getTime() / (seconds * 1000));
  const counted = await conditional({
    Key: keys.throttle(what, window),
    UpdateExpression: "SET expiresAtSeconds = :ttl ADD hits :one",
    ConditionExpression: "attribute_not_exists(hits) OR hits < :limit",
    ExpressionAttributeValues: { ":one": 1, ":limit": limit, ":ttl": (window + 2) * seconds },
  });
  return counted.isDone;
}

/** Remembers that a session was used, at most once a minute; an older mark never overwrites a newer one. */
export async function touchSession(userId: string, sessionId: string, now: Date): Promise<void> {
  await conditional({
    Key: keys.session(userId, sessionId),
    UpdateExpression: "SET lastSeenAt = :now",
    ConditionExpression: "attribute_exists(pk) AND lastSeenAt < :now",
    ExpressionAttributeValues: { ":now": now.toISOString() },
  });
}

/** Remembers that a session was found to be over, unless it was used since it was read. */
export async function closeSession(seen: { userId: string; sessionId: string; lastSeenAt: string }, now: Date) {
  await conditional({
    Key: keys.session(seen.userId, seen.sessionId),
    UpdateExpression: "SET endedAt = :now",
    ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(endedAt) AND lastSeenAt = :seen",
    ExpressionAttributeValues: { ":now": now.toISOString(), ":seen": seen.lastSeenAt },
  });
}

/** A lease on something only one may do at a time. `by` is the taker's nonce: the same taker may take it again. */
export interface Claim {
  readonly what: string;
  readonly by: string;
  readonly seconds: number;
}

/** Takes a lease. @returns false when somebody else holds it. */
export async function takeClaim({ what, by, seconds }: Claim, now: Date): Promise<boolean> {
  const until = Math.floor(now.getTime() / 1000) + seconds;
  return put({
    TableName: tables.session(),
    Item: { ...keys.claim(what), takenBy: by, untilSeconds: until, expiresAtSeconds: until + daySeconds },
    ConditionExpression: "attribute_not_exists(pk) OR untilSeconds < :now OR takenBy = :by",
    ExpressionAttributeValues: { ":now": Math.floor(now.getTime() / 1000), ":by": by },
  });
}

/** Gives a lease back early; somebody else's is left alone. */
export async function releaseClaim({ what, by }: Pick<Claim, "what" | "by">): Promise<void> {
  try {
    await store.send(
      new DeleteCommand({
        TableName: tables.session(),
        Key: keys.claim(what),
        ConditionExpression: "takenBy = :by",
        ExpressionAttributeValues: { ":by": by },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/** Puts a mail off that could not be sent: its next try and how many it had. */
export async function postponeMail({ pk, sk }: Key, attempts: number, dueAt: Date): Promise<void> {
  await conditional({
    TableName: tables.practice(),
    Key: { pk, sk },
    UpdateExpression: "SET attempts = :attempts, dueAt = :dueAt",
    ConditionExpression: "mailQueue = :due",
    ExpressionAttributeValues: { ":attempts": attempts, ":dueAt": dueAt.toISOString(), ":due": "due" },
  });
}

/** Uses a code up for two minutes, in the transaction that accepts it: a second use fails it. Source: RULINGS 8. */
export function codeUsedUp(userId: string, hash: string, now: Date): Change {
  const seconds = Math.floor(now.getTime() / 1000);
  return {
    item: {
      Put: {
        TableName: tables.session(),
        Item: {
          ...keys.claim(`code#${userId}#${hash}`),
          untilSeconds: seconds + 120,
          expiresAtSeconds: seconds + daySeconds,
        },
        ConditionExpression: "attribute_not_exists(pk) OR untilSeconds < :now",
        ExpressionAttributeValues: { ":now": seconds },
      },
    },
    refusal: "second-step.refused",
  };
}

async function put(input: ConstructorParameters<typeof PutCommand>[0]): Promise<boolean> {
  try {
    await store.send(new PutCommand(input));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

type Conditional = Omit<UpdateCommandInput, "TableName"> & { TableName?: string };

/** One conditional update, of the Session table unless said otherwise, and the row as it is then or was before. */
export async function conditional(input: Conditional): Promise<{ isDone: boolean; row: TriesRow }> {
  try {
    const { Attributes } = await store.send(
      new UpdateCommand({
        TableName: tables.session(),
        ReturnValues: "ALL_NEW",
        ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        ...input,
      }),
    );
    return { isDone: true, row: Attributes };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { isDone: false, row: error.Item ? unmarshall(error.Item) : undefined };
  }
}

function ttl(account: Account, now: Date): Record<string, number> {
  return account.isUnknown ? { ":ttl": Math.floor(now.getTime() / 1000) + daySeconds } : {};
}
