import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { appearanceOf, appearances, atOnce, inGroups, networkOf, spoken } from "../kit/burst.ts";
import { type Invited, registeredCrowd } from "../kit/crowd.ts";
import { mailsTo, mailTo } from "../kit/inbox.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer, goodPassword, Person, unique } from "../kit/person.ts";
import { settledPractice } from "../kit/settled.ts";
import { identityCalls, inTheFuture, resetIdentityCalls } from "../kit/tools-port.ts";

const place = inject("place");
/** Bursts on accounts of their own, every other one on a name that nobody has; `npm run long` makes fifty. */
const runs = Number(process.env["LOCKOUT_RUNS"] ?? 2);
const minutes = 60;

let manager: Person;
let crowd: Invited[];
const nextMember = () => crowd.pop()!;

beforeAll(async () => {
  manager = await settledPractice(place, aNewcomer("Manager", "Lockwood"));
  crowd = await registeredCrowd(manager, Math.ceil(runs / 2) + 10);
});

/** An address of its own for every try, so that none of them is stopped for spraying. */
let callers = 0;
const tryPassword = (identifier: string, password: string) =>
  new Person(place).call("POST", "/sign-in", { identifier, password }, { from: networkOf(callers++) });
const wrongTries = (identifier: string, count: number) =>
  atOnce(count, (number) => tryPassword(identifier, `Wrong-Guess-${number}-Harbour`));
const evaluated = async () => (await identityCalls(place))["AdminInitiateAuth"] ?? 0;
const userOf = (userId: string) => manager.done("GET", `/users/${userId}`);
const eventsBy = async (actorId: string) =>
  (await manager.done("GET", `/audit-events?limit=100&actorId=${actorId}`)).items;

async function unlock(userId: string) {
  return manager.done("POST", `/users/${userId}/unlock`, {}, { headers: { "idempotency-key": randomUUID() } });
}

async function innerLockIsOver(until: string | undefined): Promise<void> {
  await pause(Math.max(0, Date.parse(until ?? new Date().toISOString()) - Date.now()) + 50);
}

test(`of 200 wrong passwords at once at most seven are evaluated and all are answered alike, in each of ${runs} runs (attack 1)`, async () => {
  const names = Array.from({ length: runs }, (_, run) => (run % 2 ? unique("nobody") : nextMember().username));
  const reached: number[] = [];
  const looks = new Map<string, number>();
  for (const name of names) {
    await resetIdentityCalls(place);
    for (const [look, count] of appearances(spoken(await wrongTries(name, 200))))
      looks.set(look, (looks.get(look) ?? 0) + count);
    reached.push(await evaluated());
  }
  expect(reached).toHaveLength(runs);
  expect(Math.max(...reached), `evaluated: ${reached.join(" ")}`).toBeLessThanOrEqual(7);
  expect(Math.min(...reached), `evaluated: ${reached.join(" ")}`).toBeGreaterThan(0);
  expect(looks.size, [...looks.keys()].join("\n")).toBe(1);
  expect([...looks.keys()][0]).toContain('"sign-in.refused"');
}, 600_000);

test("however a name is spelled, its tries are counted together (attack 2)", async () => {
  const { username, email } = nextMember();
  const wide = (text: string) =>
    text.replace(/[a-z0-9]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
  const spellings = [
    username,
    username.toUpperCase(),
    `  ${username}\t`,
    `\u3000${username}\u00a0`,
    wide(username),
    wide(username).toUpperCase(),
    email,
    email.toUpperCase(),
    ` ${email} `,
    wide(email).replace("@", "\uff20"),
  ];
  await resetIdentityCalls(place);
  const answers = await atOnce(100, (number) =>
    tryPassword(spellings[number % spellings.length]!, "Wrong-Guess-1-Harbour"),
  );
  // A write whose answer was late counts twice, which errs towards refusing: on a busy machine it may be fewer than seven.
  const reached = await evaluated();
  expect(reached).toBeLessThanOrEqual(7);
  expect(reached).toBeGreaterThan(0);
  expect([...appearances(answers).values()]).toEqual([100]);
  const right = await atOnce(spellings.length, (number) => tryPassword(spellings[number]!, goodPassword));
  expect(right.map(({ status }) => status)).toEqual(spellings.map(() => 401));
  expect(await evaluated()).toBe(reached);
});

test("five right passwords at once are all taken, and leave no try counted", async () => {
  const { username, userId } = nextMember();
  await wrongTries(username, 2);
  const answers = await atOnce(5, () => tryPassword(username, goodPassword));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  const lock = await manager.done("GET", `/users/${userId}/lock`);
  expect(lock).toMatchObject({ isLocked: false, passwordTries: 0, failuresInARow: 0 });
});

test("blanks around a password are part of it (attack 3)", async () => {
  const { username } = nextMember();
  expect((await tryPassword(username, ` ${goodPassword}`)).status).toBe(401);
  expect((await tryPassword(username, `${goodPassword} `)).status).toBe(401);
  expect((await tryPassword(username, goodPassword)).status).toBe(200);
});

describe("a member whose account was attacked", () => {
  let member: Invited;
  let lockedUntil: string;
  beforeAll(async () => {
    member = nextMember();
    await wrongTries(member.username, 200);
    lockedUntil = (await userOf(member.userId)).lockedUntil;
  });

  test("is refused with the right password and stands in the list as locked", async () => {
    expect((await tryPassword(member.username, goodPassword)).json.code).toBe("sign-in.refused");
    const lockedUsers = () => manager.done("GET", `/users?status=locked&search=${encodeURIComponent(member.email)}`);
    await expect
      .poll(async () => (await lockedUsers()).items, listed)
      .toMatchObject([{ status: "locked", lockedUntil }]);
    const minutesLeft = (Date.parse(lockedUntil) - Date.now()) / 60_000;
    expect(minutesLeft).toBeGreaterThan(13);
    expect(minutesLeft).toBeLessThanOrEqual(15);
  });

  test("is told by one mail, and nobody else is", async () => {
    const mail = await mailTo(place.toolsUrl, member.email, ({ subject }) => /lock/i.test(subject));
    expect(mail.to).toEqual([member.email]);
    const about = (await mailsTo(place.toolsUrl, member.email)).filter(({ subject }) => /lock/i.test(subject));
    expect(about).toHaveLength(1);
  });

  test("has every try in the log before its result, also those that the identity service refused, the lock once, and refused tries once a minute (attack 11)", async () => {
    const events = await eventsBy(member.userId);
    const of = (action: string) => events.filter((event: { action: string }) => event.action === action);
    const refused = of("sign-in.refused");
    const whileLocked = refused.filter(({ reason }: { reason: string }) => reason === "locked");
    const evaluatedOnes = refused.filter(({ reason }: { reason: string }) => reason !== "locked");
    expect(of("sign-in.attempted").length).toBeGreaterThan(0);
    expect(of("sign-in.attempted").length).toBeLessThanOrEqual(7);
    expect(evaluatedOnes).toHaveLength(of("sign-in.attempted").length);
    expect(evaluatedOnes.some(({ reason }: { reason: string }) => reason === "inner-lock")).toBe(true);
    expect(of("user.locked")).toHaveLength(1);
    const minutesSeen = whileLocked.map(({ at }: { at: string }) => at.slice(0, 16));
    expect(new Set(minutesSeen).size).toBe(minutesSeen.length);
    expect(minutesSeen.length).toBeGreaterThanOrEqual(1);
    const whole = (list: { eventId: string }[]) =>
      Promise.all(list.map(({ eventId }) => manager.done("GET", `/audit-events/${eventId}`)));
    const attempts = new Map((await whole(of("sign-in.attempted"))).map((event) => [event.requestId, event]));
    for (const result of await whole(evaluatedOnes))
      expect(attempts.get(result.requestId).at <= result.at, "the attempt was written first").toBe(true);
  });

  test("is in with the right password as soon as the inner lock that the unlock shows is over", async () => {
    const unlocked = await unlock(member.userId);
    expect(unlocked).toMatchObject({ clearedPasswordTries: 7, user: { status: "active" } });
    expect(Date.parse(unlocked.innerLockUntil ?? new Date().toISOString()) - Date.now()).toBeLessThanOrEqual(4000);
    await innerLockIsOver(unlocked.innerLockUntil);
    expect((await tryPassword(member.username, goodPassword)).json).toMatchObject({ outcome: "second-step" });
    expect((await userOf(member.userId)).status).toBe("active");
  });
});

test("an unlock right after a burst names the inner lock, and the right password is in when that is over", async () => {
  const member = nextMember();
  await wrongTries(member.username, 20);
  const { innerLockUntil } = await unlock(member.userId);
  expect(Date.parse(innerLockUntil)).toBeGreaterThan(Date.now());
  await innerLockIsOver(innerLockUntil);
  expect((await tryPassword(member.username, goodPassword)).status).toBe(200);
});

test("tries during a lock neither reach the user pool nor lengthen it, and it ends by itself (attack 9)", async () => {
  const member = nextMember();
  await wrongTries(member.username, 7);
  const { lockedUntil } = await userOf(member.userId);
  const secondsLeft = Math.floor((Date.parse(lockedUntil) - Date.now()) / 1000);
  for (const early of [secondsLeft - 10 * minutes, secondsLeft - 15])
    await inTheFuture(place, early, async () => {
      await resetIdentityCalls(place);
      for (const { status } of await wrongTries(member.username, 30)) expect(status).toBe(401);
      expect((await tryPassword(member.username, goodPassword)).status).toBe(401);
      expect((await userOf(member.userId)).lockedUntil).toBe(lockedUntil);
      expect(await evaluated()).toBe(0);
    });
  // The user pool's own lock knows nothing of the functions' clock.
  await pause(4000);
  await inTheFuture(place, secondsLeft + 1, async () => {
    await resetIdentityCalls(place);
    expect((await tryPassword(member.username, goodPassword)).status).toBe(200);
    expect(await evaluated()).toBe(1);
  });
}, 60_000);

test("after a lock a burst has seven tries again, and the second lock lasts thirty minutes", async () => {
  const member = nextMember();
  await wrongTries(member.username, 7);
  await inTheFuture(place, 15 * minutes + 1, async () => {
    await resetIdentityCalls(place);
    await wrongTries(member.username, 60);
    const reached = await evaluated();
    expect(reached).toBeLessThanOrEqual(7);
    expect(reached).toBeGreaterThan(0);
  });
  await inTheFuture(place, 44 * minutes, async () => {
    await resetIdentityCalls(place);
    await wrongTries(member.username, 10);
    expect(await evaluated()).toBe(0);
  });
  await inTheFuture(place, 46 * minutes, async () => {
    await resetIdentityCalls(place);
    await wrongTries(member.username, 1);
    expect(await evaluated()).toBe(1);
  });
});

test("a hundred wrong passwords in a row close an account's password, whatever waits and unlocks lie between", async () => {
  const member = nextMember();
  const reached: number[] = [];
  for (let round = 0; round < 16; round++)
    await inTheFuture(place, round * 31 * minutes, async () => {
      await resetIdentityCalls(place);
      await wrongTries(member.username, 10);
      reached.push(await evaluated());
    });
  expect(reached.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(100);
  expect(Math.max(...reached)).toBe(7);
  expect(reached.at(-1)).toBe(0);
  await unlock(member.userId);
  await resetIdentityCalls(place);
  expect((await tryPassword(member.username, goodPassword)).json.code).toBe("sign-in.refused");
  expect(await evaluated()).toBe(0);
}, 60_000);

test("a name that nobody has is answered as a wrong password is, before its lock and during it", async () => {
  const member = nextMember();
  const { email: invitedOnly } = await inviteNobodyElse();
  const nobody = unique("nobody");
  const names = [member.username, nobody, invitedOnly, `${unique("nobody")}@sunrise.example`];
  const looks = await inGroups(names, names.length, async (name) =>
    [...(await wrongTries(name, 9)), await tryPassword(name, goodPassword)].map(appearanceOf),
  );
  expect(looks.flat()).toHaveLength(40);
  expect([...new Set(looks.flat())]).toHaveLength(1);
});

async function inviteNobodyElse() {
  const { firstName, lastName, email } = aNewcomer("Iris", "Unregistered");
  return manager.done("POST", "/invitations", { firstName, lastName, email });
}
