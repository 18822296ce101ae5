import { describe, expect, inject, test, vi } from "vitest";
import { codeRule, hardCap, passwordRule } from "../../shared/domain/lockout.ts";
import { defaultPolicy } from "../../shared/domain/policy.ts";
import { startAwsProxy } from "../kit/aws-proxy.ts";
import { anOrigin } from "../kit/builders.ts";
import { atOnce } from "../kit/burst.ts";
import { takeEnvironment } from "../kit/in-process.ts";
import { unique } from "../kit/person.ts";
import { rowsOf } from "../kit/rows.ts";

takeEnvironment();
const {
  codeUsedUp,
  countChallengeTry,
  countRequest,
  forgetTries,
  readAllTries,
  readTries,
  renewalChange,
  reserveTry,
  touchSession,
  unlockChange,
} = await import("../../shared/data/counters.ts");
const { admitSignIn, forgiveAddress } = await import("../../shared/data/throttles.ts");
const { commit } = await import("../../shared/data/commit.ts");
const { insert } = await import("../../shared/data/changes.ts");
const { keys } = await import("../../shared/data/keys.ts");

const rule = passwordRule(defaultPolicy);
const noon = new Date("2026-01-02T12:00:00.000Z");
const after = (milliseconds: number) => new Date(noon.getTime() + milliseconds);
const minutes = 60_000;
const anAccount = () => ({ id: unique("usr"), factor: "password" }) as const;
type Account = ReturnType<typeof anAccount>;

const granted = async (account: Account, count: number, now: Date) =>
  (await atOnce(count, () => reserveTry(account, rule, now))).filter(({ isGranted }) => isGranted).length;
const rowOf = async (account: Account) => (await rowsOf("SESSION_TABLE", `TRY#${account.id}`))[0];

test.each([1, 2, 3, 4, 5])("of 200 tries at once seven are granted, each with its own number (run %i)", async () => {
  const account = anAccount();
  const all = await atOnce(200, () => reserveTry(account, rule, noon));
  const numbers = all.flatMap((reservation) => (reservation.isGranted ? [reservation.fails] : []));
  expect(numbers.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(await readTries(account)).toMatchObject({ fails: 7, total: 7, lastAt: noon, round: 0 });
});

test("a refused try tells the end of the lock and writes nothing", async () => {
  const account = anAccount();
  await granted(account, 7, noon);
  const before = await rowOf(account);
  const refused = await atOnce(20, () => reserveTry(account, rule, after(minutes)));
  expect(new Set(refused.map((each) => JSON.stringify(each)))).toEqual(
    new Set([JSON.stringify({ isGranted: false, until: after(15 * minutes) })]),
  );
  expect(await rowOf(account)).toEqual(before);
});

test("nobody is let try until the lock is over, and then exactly seven of 200 at once", async () => {
  const account = anAccount();
  await granted(account, 7, noon);
  expect(await granted(account, 30, after(15 * minutes - 1))).toBe(0);
  expect(await granted(account, 200, after(15 * minutes + 1))).toBe(7);
  expect(await readTries(account)).toMatchObject({ fails: 7, total: 14, round: 1, roundAt: noon });
});

test("at the very end of the lock the next round begins", async () => {
  const account = anAccount();
  await granted(account, 7, noon);
  expect(await granted(account, 1, after(15 * minutes))).toBe(1);
});

test("locks within a day last 15, 30 and 30 minutes; after a day without one 15 again", async () => {
  const account = anAccount();
  let at = noon;
  for (const length of [15, 30, 30]) {
    expect(await granted(account, 7, at)).toBe(7);
    expect(await granted(account, 3, new Date(at.getTime() + length * minutes - 1))).toBe(0);
    at = new Date(at.getTime() + length * minutes);
  }
  at = new Date(at.getTime() + 25 * 60 * minutes);
  expect(await granted(account, 7, at)).toBe(7);
  expect(await granted(account, 3, new Date(at.getTime() + 15 * minutes - 1))).toBe(0);
  expect(await granted(account, 1, new Date(at.getTime() + 15 * minutes))).toBe(1);
});

test("a right answer forgets the tries; the tries after it are seven again", async () => {
  const account = anAccount();
  await granted(account, 5, noon);
  await forgetTries(account);
  expect(await readTries(account)).toMatchObject({ fails: 0, total: 0 });
  expect(await granted(account, 20, after(1))).toBe(7);
});

test("there is nothing to forget of who never tried", async () => {
  const account = anAccount();
  await forgetTries(account);
  expect(await rowOf(account)).toBeUndefined();
});

test("after a hundred wrong answers in a row, locks waited out or not, no more is evaluated", async () => {
  const account = anAccount();
  let at = noon;
  let count = 0;
  for (let round = 0; round < 20; round++) {
    count += await granted(account, 20, at);
    at = new Date(at.getTime() + 31 * minutes);
  }
  expect(count).toBe(hardCap);
  expect(await granted(account, 20, new Date(at.getTime() + 365 * 24 * 60 * minutes))).toBe(0);
  await forgetTries(account);
  expect(await granted(account, 20, at)).toBe(7);
});

test("an unlock ends the round, keeps the hard cap's count, and the next lock is the longer one", async () => {
  const account = anAccount();
  await granted(account, 7, noon);
  const change = unlockChange(account, await readAllTries(account));
  await commit(anOrigin(), { changes: [change], deeds: [{ action: "user.unlocked" }] });
  expect(await readTries(account)).toMatchObject({ fails: 0, total: 7, round: 1, roundAt: noon });
  expect(await granted(account, 20, after(1000))).toBe(7);
  expect(await granted(account, 1, after(1000 + 30 * minutes - 1))).toBe(0);
  expect(await granted(account, 1, after(1000 + 30 * minutes))).toBe(1);
});

describe("a known browser of an account (attack 16)", () => {
  const later = after;
  const inBrowser = (account: Account, browser = "b".repeat(43)) => ({ ...account, browser });
  const left = async (account: Account, at: Date) =>
    (await atOnce(40, () => reserveTry(account, rule, at))).filter(({ isGranted }) => isGranted).length;

  test("has seven tries of its own, and so has the next; the lock of each ends by itself", async () => {
    const account = anAccount();
    expect(await left(account, noon)).toBe(7);
    expect(await left(inBrowser(account), later(minutes))).toBe(7);
    expect(await left(inBrowser(account, "c".repeat(43)), later(2 * minutes))).toBe(7);
    expect(await left(account, later(15 * minutes))).toBe(7);
    expect(await left(inBrowser(account), later(16 * minutes - 1))).toBe(0);
    expect(await left(inBrowser(account), later(16 * minutes))).toBe(7);
    const { own, browsers } = await readAllTries(account);
    expect([own.total, browsers.size]).toEqual([35, 2]);
  });

  test("shares the hundred failures in a row with all others, exactly", async () => {
    const account = anAccount();
    let count = 0;
    for (let round = 0; round < 12; round++) {
      const at = later(round * 31 * minutes);
      const both = await Promise.all([left(account, at), left(inBrowser(account), at)]);
      count += both[0] + both[1];
    }
    expect(count).toBe(hardCap);
    expect(await left(inBrowser(account, "d".repeat(43)), later(365 * 24 * 60 * minutes))).toBe(0);
  });

  test("ends its own round and the count of a hundred with a success, and nobody else's lock", async () => {
    const account = anAccount();
    await left(account, noon);
    await granted(account, 3, noon);
    await reserveTry(inBrowser(account), rule, noon);
    await forgetTries(inBrowser(account));
    expect(await readTries(inBrowser(account))).toMatchObject({ fails: 0, total: 0 });
    expect(await readTries(account)).toMatchObject({ fails: 7, total: 0 });
    expect(await left(account, later(minutes))).toBe(0);
    expect(await left(inBrowser(account), later(minutes))).toBe(7);
  });

  test.each([
    ["an unlock", unlockChange, 14],
    ["a new password", renewalChange, 0],
  ] as const)("is freed with all others by %s", async (_, change, total) => {
    const account = anAccount();
    await Promise.all([left(account, noon), left(inBrowser(account), noon)]);
    const changes = [change(account, await readAllTries(account))];
    await commit(anOrigin(), { changes, deeds: [{ action: "user.unlocked" }] });
    expect((await readAllTries(account)).own).toMatchObject({ fails: 0, total });
    expect(await left(account, later(1000))).toBe(7);
    expect(await left(inBrowser(account), later(1000))).toBe(7);
  });
});

test("passwords and codes of one account are counted apart", async () => {
  const account = anAccount();
  await granted(account, 7, noon);
  const codes = { id: account.id, factor: "code" } as const;
  const tries = await atOnce(50, () => reserveTry(codes, codeRule, noon));
  expect(tries.filter(({ isGranted }) => isGranted)).toHaveLength(10);
});

test("tries of a known account are kept for good, those of a name nobody has for a day", async () => {
  const known = anAccount();
  const unknown = { ...anAccount(), isUnknown: true } as const;
  await reserveTry(known, rule, noon);
  await reserveTry(unknown, rule, noon);
  expect(await rowOf(known)).not.toHaveProperty("expiresAtSeconds");
  expect(await rowOf(unknown)).toMatchObject({ expiresAtSeconds: noon.getTime() / 1000 + 86_400 });
});

test("a lost answer counts a try twice at most: it errs towards refusing", async () => {
  const proxy = await startAwsProxy({ dynamodb: inject("endpoints")["dynamodb"] ?? "" });
  vi.resetModules();
  process.env["AWS_ENDPOINT_URL_DYNAMODB"] = proxy.urls["dynamodb"];
  const lossy = await import("../../shared/data/counters.ts");
  const account = anAccount();
  let calls = 0;
  proxy.decide(() => (calls++ === 0 ? "lose-answer" : "pass"));
  expect(await lossy.reserveTry(account, rule, noon)).toEqual({ isGranted: true, fails: 2 });
  expect(await readTries(account)).toMatchObject({ fails: 2, total: 2 });
  await proxy.close();
});

test("of 50 tries at one challenge five are counted, and none at a challenge that is not there", async () => {
  const key = keys.pending(unique("usr"), "pnd_1");
  expect(await countChallengeTry(key, 5)).toBe(false);
  await commit(anOrigin(), { changes: [insert("session", { ...key })], deeds: [{ action: "sign-in.attempted" }] });
  const counted = await atOnce(50, () => countChallengeTry(key, 5));
  expect(counted.filter(Boolean)).toHaveLength(5);
});

test("an address has its share of five minutes, and a new one in the next", async () => {
  const address = unique("127.0.0.9");
  const start = new Date(300_000 * 6_000_000);
  const asked = async (at: number) =>
    (await atOnce(30, () => countRequest(address, 20, new Date(start.getTime() + at)))).filter(Boolean).length;
  expect(await asked(0)).toBe(20);
  expect(await asked(299_999)).toBe(0);
  expect(await asked(300_000)).toBe(20);
  expect(await countRequest(unique("127.0.0.8"), 20, start)).toBe(true);
});

test("a session is marked as used, and an older mark never overwrites a newer one", async () => {
  const userId = unique("usr");
  const key = keys.session(userId, "ses_1");
  const seen = async () => (await rowsOf("SESSION_TABLE", key.pk))[0]?.["lastSeenAt"];
  await touchSession(userId, "ses_1", noon);
  expect(await seen()).toBeUndefined();
  const session = insert("session", { ...key, lastSeenAt: noon.toISOString() });
  await commit(anOrigin(), { changes: [session], deeds: [{ action: "sign-in.succeeded" }] });
  await atOnce(20, (number) => touchSession(userId, "ses_1", after(number * 1000)));
  expect(await seen()).toBe(after(19_000).toISOString());
  await touchSession(userId, "ses_1", after(5000));
  expect(await seen()).toBe(after(19_000).toISOString());
});

test.each([
  [0, false],
  [119_999, false],
  [120_000, false],
  [121_000, true],
])("a code that was accepted can be accepted again %i ms later: %s", async (later, isTaken) => {
  const userId = unique("usr");
  const use = (at: Date) =>
    commit(anOrigin({ now: at }), {
      changes: [codeUsedUp(userId, "hash", at)],
      deeds: [{ action: "sign-in.succeeded" }],
    }).then(
      () => true,
      (error: { code: string }) => error.code,
    );
  expect(await use(noon)).toBe(true);
  expect(await use(after(later))).toBe(isTaken || "second-step.refused");
});

test.each([
  { policy: { lockThreshold: 3, lockMinutes: [15, 15] as const }, roles: [] },
  { policy: { lockThreshold: 6, lockMinutes: [15, 30] as const }, roles: [] },
  { policy: { lockThreshold: 10, lockMinutes: [60, 60] as const }, roles: [] },
  { policy: { lockThreshold: 10, lockMinutes: [null, null] as const }, roles: ["security-administrator"] as const },
])("under any policy ($policy) a hundred tries in a row are evaluated and then none, for ever", async (given) => {
  const own = passwordRule(given.policy, given.roles);
  const account = anAccount();
  let at = noon;
  let count = 0;
  for (let round = 0; round < 40; round++) {
    const all = await atOnce(16, () => reserveTry(account, own, at));
    count += all.filter(({ isGranted }) => isGranted).length;
    at = new Date(at.getTime() + 61 * minutes);
  }
  expect(count).toBe(hardCap);
  const years = new Date(at.getTime() + 10 * 365 * 24 * 60 * minutes);
  expect(await reserveTry(account, own, years)).toMatchObject({ isGranted: false });
});

test("a lock until an unlock is ended by no time, and by an unlock at once", async () => {
  const own = passwordRule({ lockThreshold: 3, lockMinutes: [null, null] });
  const account = anAccount();
  const tried = async (at: Date) =>
    (await atOnce(10, () => reserveTry(account, own, at))).filter(({ isGranted }) => isGranted).length;
  expect(await tried(noon)).toBe(4);
  expect(await tried(after(50 * 365 * 24 * 60 * minutes))).toBe(0);
  const change = unlockChange(account, await readAllTries(account));
  await commit(anOrigin(), { changes: [change], deeds: [{ action: "user.unlocked" }] });
  expect(await tried(after(1000))).toBe(4);
});

test("an address has its failures of five minutes, whatever else it does, and gives back what succeeded", async () => {
  const address = unique("127.0.0.7");
  const admitted = async (count: number, at: Date) =>
    (await atOnce(count, () => admitSignIn(address, at))).filter(({ isAdmitted }) => isAdmitted).length;
  expect(await admitted(150, noon)).toBe(100);
  await atOnce(5, () => forgiveAddress(address, noon));
  expect(await admitted(20, noon)).toBe(5);
  expect(await admitSignIn(address, after(299_000))).toMatchObject({ isSpraying: true, waitSeconds: 1 });
  expect(await admitted(150, after(300_000))).toBe(100);
});
