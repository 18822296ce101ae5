import { beforeAll, describe, expect, inject, test } from "vitest";
import { atOnce } from "../kit/burst.ts";
import { around, hoursUntil, setAccess } from "../kit/hours.ts";
import { codeIn, mailsTo, mailTo } from "../kit/inbox.ts";
import { aNewcomer, Person, signInAs } from "../kit/person.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";
import { inTheFuture } from "../kit/tools-port.ts";
import { twinOf } from "../kit/twin.ts";

/** SECURITY A28 and attacks 59, 62 and 63. */
const place = inject("place");
const zone = "America/Chicago";

let administrator: Person;
let manager: Person;
beforeAll(async () => {
  administrator = await settledPractice(place, aNewcomer("Ada", "Hours"), { name: "Lakeside Clinic", timeZone: zone });
  manager = await settledMember(administrator, aNewcomer("Uma", "Manager"), ["user-manager"]);
});

/** A member with e-mail codes, signed in. */
async function aMember() {
  const who = aNewcomer("Mel", "Member");
  const person = await settledMember(administrator, who);
  const { userId } = await person.done("GET", "/session");
  return { who, person, userId };
}
type Member = Awaited<ReturnType<typeof aMember>>;

const session = (person: Person) => person.call("GET", "/session");
const closedNow = () => {
  const { hours } = hoursUntil(-60, zone);
  return hours;
};

/** The password's half, and the code that was mailed for it. */
async function halfIn({ who }: Pick<Member, "who">) {
  const person = new Person(place);
  const asked = Date.now();
  const answer = await person.call("POST", "/sign-in", {
    identifier: who.username,
    password: "Violet-Kettle-42-Harbour",
  });
  const mail = await mailTo(
    place.toolsUrl,
    who.email,
    ({ subject, at }) => /code/i.test(subject) && Date.parse(at) >= asked - 50,
  );
  return { person, answer, code: codeIn(mail) };
}

describe("access hours", () => {
  test("that a manager changed are mailed to the person, with what holds from now on; what stays the same is not", async () => {
    const { who, userId } = await aMember();
    const letters = async () =>
      (await mailsTo(place.toolsUrl, who.email)).filter(({ subject }) => /access changed/.test(subject));
    const monday = { monday: [{ fromMinute: 480, toMinute: 1020 }] };
    const set = { accessHours: monday, expiresAt: "2031-03-31T22:00:00.000Z" };
    expect((await setAccess(manager, userId, set)).status).toBe(200);
    const mail = await mailTo(place.toolsUrl, who.email, ({ subject }) => /access changed/.test(subject));
    expect(mail.text).toContain("Uma Manager changed");
    expect(mail.text).toContain("May be in: Monday 08:00 until 17:00 (America/Chicago)");
    expect(mail.text).toMatch(/Account ends: Mon, Mar 31, 2031, 5:00.PM CDT/);
    expect(mail.text).toContain("Applications: Administration (this console)");
    expect((await setAccess(manager, userId, set)).status).toBe(200);
    const taken = () => mailTo(place.toolsUrl, who.email, ({ text }) => /May be in: At any time/.test(text));
    expect((await setAccess(manager, userId, {})).status).toBe(200);
    expect((await taken()).text).toContain("Account ends: Never by itself");
    expect(await letters()).toHaveLength(2);
  });

  test("end an open session at their very second, and the session says when", async () => {
    const { person, userId } = await aMember();
    const { hours, end } = hoursUntil(4, zone);
    expect((await setAccess(manager, userId, { accessHours: hours })).status).toBe(200);
    expect((await session(person)).json.accessEndsAt).toBe(end.toISOString());
    expect((await around(person, end, -1, () => session(person))).status).toBe(200);
    const refused = await around(person, end, 1, () => session(person));
    expect([refused.status, refused.json.code]).toEqual([401, "session.outside-hours"]);
    expect(refused.json.detail).toMatch(/Sign in again when they begin. That is \w+, \w+ \d+ at \d\d:\d\d C[SD]T\.$/);
  });

  test("are told only to who gave the right password and the right second step (attack 13)", async () => {
    const member = await aMember();
    const before = await halfIn(member);
    await setAccess(manager, member.userId, { accessHours: closedNow() });
    const later = await inTheFuture(place, 40, async () => {
      const wrongPassword = await new Person(place).call("POST", "/sign-in", {
        identifier: member.who.username,
        password: "Wrong-Kettle-42-Harbour",
      });
      expect(wrongPassword.json.code).toBe("sign-in.refused");
      const half = await halfIn(member);
      expect(Object.keys(half.answer.json)).toEqual(Object.keys(before.answer.json));
      expect([half.answer.status, half.answer.json.outcome]).toEqual([200, "second-step"]);
      const wrongCode = await half.person.call("POST", "/sign-in/second-step", { method: "email", code: "10000001" });
      expect(wrongCode.json.code).toBe("second-step.refused");
      return half.person.call("POST", "/sign-in/second-step", { method: "email", code: half.code });
    });
    expect([later.status, later.json.code]).toEqual([403, "sign-in.outside-hours"]);
    expect(later.json.detail).toMatch(
      /That is \w+, \w+ \d+ at .* Call Uma Manager or another user manager of Lakeside/,
    );
    expect(JSON.stringify(later.headers["set-cookie"])).not.toContain("__Host-gh=");
    const events = await administrator.done("GET", `/audit-events?subjectId=${member.userId}&action=sign-in.refused`);
    expect(events.items[0]).toMatchObject({ reason: "outside-hours", application: "administration" });
  });

  test("that are over are extended by a manager with a reason, for twelve hours at most, and end again", async () => {
    const { person, userId } = await aMember();
    await setAccess(manager, userId, { accessHours: closedNow() });
    expect((await session(person)).json.code).toBe("session.outside-hours");
    const extend = (until: Date, who = manager) =>
      who.call("POST", `/users/${userId}/on-call`, { until: until.toISOString(), reason: "Evening clinic" });
    const hour = 3_600_000;
    for (const until of [new Date(Date.now() - 1000), new Date(Date.now() + 12 * hour + 60_000)])
      expect((await extend(until)).json.code).toBe("user.on-call-too-long");
    const until = new Date(Date.now() + 600_000);
    expect((await extend(until)).json.onCallUntil).toBe(until.toISOString());
    expect((await session(person)).json.accessEndsAt).toBe(until.toISOString());
    expect((await around(person, until, 1, () => session(person))).json.code).toBe("session.outside-hours");
    const told = await administrator.done("GET", `/audit-events?subjectId=${userId}&action=user.on-call-extended`);
    expect(told.items).toHaveLength(1);
    expect(told.items[0]).toMatchObject({ actorName: "Uma Manager", reason: "Evening clinic" });
    expect((await extend(until, person)).json.code).toBe("session.forbidden");
  });

  test("of somebody without hours have nothing to extend", async () => {
    const { userId } = await aMember();
    const body = { until: new Date(Date.now() + 60_000).toISOString(), reason: "None" };
    expect((await manager.call("POST", `/users/${userId}/on-call`, body)).json.code).toBe("user.no-hours");
  });

  test("begin no window on a day on which the practice is closed", async () => {
    const { person, userId } = await aMember();
    const { hours } = hoursUntil(30, zone);
    await setAccess(manager, userId, { accessHours: hours });
    expect((await session(person)).status).toBe(200);
    const day = (offset: number) =>
      new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(new Date(Date.now() + offset * 86_400_000));
    const closures = [-1, 0].map((offset) => ({ date: day(offset), name: "Closed" }));
    const version = String((await administrator.call("GET", "/practice")).headers["etag"]);
    const changed = await administrator.call("PATCH", "/practice", { closures }, { headers: { "if-match": version } });
    expect(changed.json.closures).toEqual(closures);
    expect((await session(person)).json.code).toBe("session.outside-hours");
    const back = { headers: { "if-match": String(changed.headers["etag"]) } };
    await administrator.done("PATCH", "/practice", { closures: [] }, back);
    expect((await session(person)).status).toBe(200);
  });
});

describe("a manager", () => {
  test("changes nothing of his own access, by whatever way: his row, an extension, the clock of the practice (attack 63)", async () => {
    const own = (await manager.done("GET", "/session")).userId;
    expect((await setAccess(manager, own, {})).json.code).toBe("user.own-account");
    const body = { until: new Date(Date.now() + 60_000).toISOString(), reason: "For me" };
    expect((await manager.call("POST", `/users/${own}/on-call`, body)).json.code).toBe("user.own-account");
    const second = await settledMember(administrator, aNewcomer("Sol", "Second"), ["security-administrator"]);
    const secondId = (await second.done("GET", "/session")).userId;
    const { hours } = hoursUntil(30, zone);
    expect((await setAccess(administrator, secondId, { accessHours: hours })).status).toBe(200);
    const version = String((await second.call("GET", "/practice")).headers["etag"]);
    for (const change of [{ timeZone: "Europe/London" }, { closures: [] }]) {
      const answer = await second.call("PATCH", "/practice", change, { headers: { "if-match": version } });
      expect([answer.status, answer.json.code]).toEqual([403, "practice.own-hours"]);
    }
  });

  test("limits nobody who may do more than he, and nobody of another practice", async () => {
    const chief = (await administrator.done("GET", "/session")).userId;
    expect((await setAccess(manager, chief, {})).json.code).toBe("user.may-do-more");
    const foreign = await settledPractice(place, aNewcomer("Otto", "Foreign"));
    expect((await setAccess(foreign, chief, {})).json.code).toBe("user.not-found");
  });

  test("limits nobody on a version that is not the newest", async () => {
    const { userId } = await aMember();
    const path = `/users/${userId}/access`;
    const headers = { "if-match": String((await manager.call("GET", path)).headers["etag"]) };
    const body = { applications: ["administration"], reason: "Both at once" };
    const [first, second] = [
      await manager.call("PUT", path, body, { headers }),
      await administrator.call("PUT", path, body, { headers }),
    ];
    expect([first?.status, second?.json.code]).toEqual([200, "request.changed-meanwhile"]);
  });
});

test("two administrators who limit each other at the same moment: one of them can always sign in, in every round", async () => {
  const one = await settledPractice(place, aNewcomer("Ivy", "One"));
  const two = await settledMember(one, aNewcomer("Tom", "Two"), ["security-administrator"]);
  const [oneId, twoId] = [(await session(one)).json.userId, (await session(two)).json.userId];
  const { hours } = hoursUntil(60, zone);
  let refused = 0;
  for (let round = 0; round < 25; round++) {
    const answers = await Promise.all([
      setAccess(one, twoId, { accessHours: hours }),
      setAccess(two, oneId, { accessHours: hours }),
    ]);
    const limited = await Promise.all([oneId, twoId].map((id) => one.done("GET", `/users/${id}/access`)));
    expect(limited.filter((access) => access.accessHours === undefined).length).toBeGreaterThanOrEqual(1);
    for (const { status, json } of answers)
      if (status !== 200) expect(["user.last-administrator", "request.changed-meanwhile"]).toContain(json.code);
    refused += answers.filter(({ status }) => status !== 200).length;
    for (const [by, id] of [
      [one, twoId],
      [two, oneId],
    ] as const)
      await setAccess(by, id, {});
  }
  expect(refused).toBe(25);
});

test("the last administrator who can always sign in is given neither expiry nor hours, nor is this console taken away", async () => {
  const chief = await settledPractice(place, aNewcomer("Cleo", "Chief"), { applications: undefined });
  const chiefId = (await session(chief)).json.userId;
  const second = await settledMember(chief, aNewcomer("Sid", "Second"), ["security-administrator"]);
  const secondId = (await session(second)).json.userId;
  const { hours } = hoursUntil(60, zone);
  expect((await setAccess(chief, secondId, { accessHours: hours })).status).toBe(200);
  for (const limit of [{ accessHours: hours }, { expiresAt: "2030-01-01T00:00:00Z" }])
    expect((await setAccess(second, chiefId, limit)).json.code).toBe("user.last-administrator");
  expect((await setAccess(second, chiefId, {})).status).toBe(200);
});

describe("somebody whose account ends", () => {
  test("is refused from that second on: open session, half-done sign-in, step-up and password (attacks 13, 62)", async () => {
    const member = await aMember();
    const half = await halfIn(member);
    const end = new Date(Math.ceil(Date.now() / 1000) * 1000 + 120_000);
    await setAccess(manager, member.userId, { expiresAt: end.toISOString() });
    expect((await session(member.person)).json.accessEndsAt).toBe(end.toISOString());
    expect((await around(member.person, end, -1, () => session(member.person))).status).toBe(200);
    const unknown = await new Person(place).call("POST", "/sign-in", { identifier: "nobody-at-all", password: "x" });
    await around(member.person, end, 1, async () => {
      expect((await session(member.person)).json.code).toBe("session.required");
      const stepUp = await member.person.call("POST", "/step-up", { password: "Violet-Kettle-42-Harbour" });
      expect(stepUp.status).toBe(401);
      const code = await half.person.call("POST", "/sign-in/second-step", { method: "email", code: half.code });
      expect([code.status, code.json.code]).toEqual([401, "second-step.expired"]);
      const identifier = member.who.username;
      const right = await new Person(place).call("POST", "/sign-in", {
        identifier,
        password: "Violet-Kettle-42-Harbour",
      });
      expect(right.status).toBe(401);
      expect({ ...right.json, instance: "" }).toEqual({ ...unknown.json, instance: "" });
    });
  });

  test("has no request answered after the change was, of 200 that run all the while in his open session", async () => {
    const { person, userId } = await aMember();
    let isOver = false;
    let late = 0;
    const requests = atOnce(200, async (number) => {
      await new Promise((wait) => setTimeout(wait, number * 10));
      const wasOver = isOver;
      const { status } = await session(twinOf(person));
      if (wasOver && status === 200) late += 1;
      return { wasOver, status };
    });
    await setAccess(manager, userId, { expiresAt: "2026-01-01T00:00:00Z" });
    isOver = true;
    const answers = await requests;
    expect(answers.filter(({ wasOver }) => wasOver).length).toBeGreaterThan(20);
    expect(late).toBe(0);
  });
});

test("a wrong answer of a member reaches no access of others", async () => {
  const { person, userId } = await aMember();
  const other = await aMember();
  for (const id of [userId, other.userId]) {
    expect((await setAccess(person, id, {})).json.code).toBe("session.forbidden");
    expect((await person.call("GET", `/users/${id}/permissions`)).json.code).toBe("session.forbidden");
  }
  await signInAs(new Person(place), other.who);
});
