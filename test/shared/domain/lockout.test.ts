import { describe, expect, test } from "vitest";
import {
  afterLock,
  codeRule,
  innerLockUntil,
  lockedUntil,
  passwordRule,
  untilUnlocked,
} from "../../../shared/domain/lockout.ts";
import { defaultPolicy } from "../../../shared/domain/policy.ts";
import { someTries } from "../../kit/builders.ts";

const rule = passwordRule(defaultPolicy);
const lastAt = new Date("2026-01-02T12:00:00.000Z");
const minutesAfter = (minutes: number) => new Date(lastAt.getTime() + minutes * 60_000);
const dayMs = 24 * 60 * 60 * 1000;
const before = (milliseconds: number) => new Date(lastAt.getTime() - milliseconds);

test("six wrong passwords are forgiven, the seventh locks", () => {
  expect(rule).toEqual({ tries: 7, lockMinutes: [15, 30] });
  expect(codeRule.tries).toBe(10);
});

test.each([
  { fails: 6, until: undefined },
  { fails: 7, until: minutesAfter(15) },
  { fails: 8, until: minutesAfter(15) },
])("after $fails wrong passwords the lock ends at $until", ({ fails, until }) => {
  expect(lockedUntil(someTries({ fails, lastAt }), rule)).toEqual(until);
});

test("tries without a moment are no lock", () => {
  expect(lockedUntil(someTries({ fails: 7 }), rule)).toBeUndefined();
});

test.each([
  { since: 0, minutes: 30 },
  { since: dayMs - 1, minutes: 30 },
  { since: dayMs, minutes: 15 },
  { since: dayMs + 1, minutes: 15 },
])("a lock $since ms after the one before lasts $minutes minutes", ({ since, minutes }) => {
  const tries = someTries({ fails: 7, lastAt, round: 1, roundAt: before(since) });
  expect(lockedUntil(tries, rule)).toEqual(minutesAfter(minutes));
});

test.each([
  { round: 0, since: undefined, next: 1 },
  { round: 1, since: dayMs - 1, next: 2 },
  { round: 2, since: dayMs - 1, next: 3 },
  { round: 2, since: dayMs, next: 1 },
  { round: 2, since: dayMs + 1, next: 1 },
])("lock number $round, $since ms ago, makes this one number $next", ({ round, since, next }) => {
  const roundAt = since === undefined ? undefined : before(since);
  expect(afterLock(someTries({ fails: 7, lastAt, round, roundAt }))).toEqual({ round: next, roundAt: lastAt });
});

test("an account that never failed has no round behind it", () => {
  expect(afterLock(someTries())).toEqual({ round: 0, roundAt: undefined });
});

test("three locks in a row within a day each last 15, 30 and 30 minutes, and one after a quiet day 15 again", () => {
  let tries = someTries();
  const minutes = [0, 1, 2, 30].map((hours, lock) => {
    const at = new Date(lastAt.getTime() + (lock === 3 ? 26 + hours : hours) * 3_600_000);
    tries = someTries({ ...(lock > 0 ? afterLock(tries) : {}), fails: 7, lastAt: at });
    return ((lockedUntil(tries, rule)?.getTime() ?? 0) - at.getTime()) / 60_000;
  });
  expect(minutes).toEqual([15, 30, 30, 15]);
});

test.each([
  [4, undefined],
  [5, 1],
  [6, 2],
  [7, 4],
  [8, 8],
  [14, 512],
  [15, 900],
  [16, 900],
  [100, 900],
])("after %i failures Cognito's own lock may hold for %s seconds, and one for the way to it", (total, seconds) => {
  const until = innerLockUntil(someTries({ total, lastAt }), lastAt);
  expect(until && (until.getTime() - lastAt.getTime()) / 1000).toBe(seconds === undefined ? undefined : seconds + 1);
});

test.each([
  { at: 1999, isShown: true },
  { at: 2000, isShown: false },
  { at: 2001, isShown: false },
])("a lock of Cognito's of one second is shown $at ms later: $isShown", ({ at, isShown }) => {
  const until = innerLockUntil(someTries({ total: 5, lastAt }), new Date(lastAt.getTime() + at));
  expect(until !== undefined).toBe(isShown);
});

describe("a policy that locks until an unlock", () => {
  const policy = { lockThreshold: 3, lockMinutes: [15, null] as const };
  const tries = someTries({ fails: 4, lastAt });

  test("has the first lock end by time, and a repeated one by nothing", () => {
    expect(lockedUntil(tries, passwordRule(policy))).toEqual(new Date(lastAt.getTime() + 15 * 60_000));
    expect(lockedUntil({ ...tries, round: 1, roundAt: lastAt }, passwordRule(policy))).toEqual(untilUnlocked);
  });

  test("locks security administrators for an hour at most, so that they cannot all be locked out for good", () => {
    const rule = passwordRule(policy, ["user-manager", "security-administrator"]);
    expect(rule).toEqual({ tries: 4, lockMinutes: [15, 60] });
    const user = passwordRule({ ...policy, lockMinutes: [null, null] }, ["user-manager"]);
    expect(user.lockMinutes).toEqual([null, null]);
  });
});
