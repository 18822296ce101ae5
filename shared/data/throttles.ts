import { conditional } from "./counters.ts";
import { keys } from "./keys.ts";

/** How many sign-ins one address may try in five minutes, and how many of them may fail. */
interface Share {
  readonly signIns: number;
  readonly failures: number;
}

/** That of people. Source: RULINGS 12, SECURITY attack 15. */
const most: Share = { signIns: 1000, failures: 100 };
const windowSeconds = 300;
const windowOf = (now: Date) => Math.floor(now.getTime() / (windowSeconds * 1000));
const keyOf = (address: string, now: Date) => keys.throttle(`sign-in.${address}`, windowOf(now));

/** Whether an address may try another sign-in now, and when not, why and for how long. */
export type Admission =
  | { readonly isAdmitted: true }
  | { readonly isAdmitted: false; readonly isSpraying: boolean; readonly window: number; readonly waitSeconds: number };

/**
 * Counts a sign-in of an address as failed before it is looked at, so that of any number at once no more are evaluated than
 * may fail. A sign-in that succeeds gives its share back.
 */
export async function admitSignIn(address: string, now: Date, share = most): Promise<Admission> {
  const window = windowOf(now);
  const counted = await conditional({
    Key: keyOf(address, now),
    UpdateExpression: "SET expiresAtSeconds = :ttl ADD hits :one, fails :one",
    ConditionExpression:
      "(attribute_not_exists(hits) OR hits < :signIns) AND (attribute_not_exists(fails) OR fails < :failures)",
    ExpressionAttributeValues: {
      ":one": 1,
      ":ttl": (window + 2) * windowSeconds,
      ":signIns": share.signIns,
      ":failures": share.failures,
    },
  });
  if (counted.isDone) return { isAdmitted: true };
  const waitSeconds = (window + 1) * windowSeconds - Math.floor(now.getTime() / 1000);
  return { isAdmitted: false, isSpraying: Number(counted.row?.["fails"]) >= share.failures, window, waitSeconds };
}

/** The sign-in succeeded: it was no failure of its address. A practice behind one address is many people. */
export async function forgiveAddress(address: string, now: Date): Promise<void> {
  await conditional({
    Key: keyOf(address, now),
    UpdateExpression: "ADD fails :minusOne",
    ConditionExpression: "fails > :zero",
    ExpressionAttributeValues: { ":minusOne": -1, ":zero": 0 },
  });
}

/** Texts that an account is sent in an hour at most: each costs, and a stranger with the password could ask for them. */
const textsPerHour = 12;
const hourSeconds = 3600;

/** Counts a text before it is sent. @returns the seconds to wait where the hour's share is used up, or 0 */
export async function countText(userId: string, now: Date): Promise<number> {
  const hour = Math.floor(now.getTime() / (hourSeconds * 1000));
  const counted = await conditional({
    Key: keys.throttle(`text.${userId}`, hour),
    UpdateExpression: "SET expiresAtSeconds = :ttl ADD hits :one",
    ConditionExpression: "attribute_not_exists(hits) OR hits < :most",
    ExpressionAttributeValues: { ":one": 1, ":most": textsPerHour, ":ttl": (hour + 2) * hourSeconds },
  });
  return counted.isDone ? 0 : (hour + 1) * hourSeconds - Math.floor(now.getTime() / 1000);
}
