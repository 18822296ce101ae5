import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, expect, inject, test } from "vitest";
import { newId } from "../../shared/data/ids.ts";
import { appearances, atOnce } from "../kit/burst.ts";
import { aNewcomer, goodPassword, type Newcomer, Person, signInWithEmail } from "../kit/person.ts";
import { putBack, rowOf } from "../kit/put-back.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";
import { twinOf } from "../kit/twin.ts";

/** SECURITY A11: what ends sessions ends them all, with their next request. */
const place = inject("place");
const requesters = 200;
let manager: Person;
const key = () => ({ headers: { "idempotency-key": randomUUID() } });
const reason = "A test of what holds from the next request on";

beforeAll(async () => {
  manager = await settledPractice(place, aNewcomer("Rita", "Revoker"));
});

/** A member with five open sessions. */
async function memberWithSessions(): Promise<{ who: Newcomer; userId: string; sessions: Person[] }> {
  const who = aNewcomer("Mona", "Member");
  const first = await settledMember(manager, who);
  const { userId } = await first.done("GET", "/session");
  const row = (await rowOf(first))!;
  const sessions = [first];
  for (let more = 0; more < 4; more++) {
    const sessionId = newId("ses", new Date());
    await putBack({ ...row, sk: `S#${sessionId}`, sessionId });
    const twin = twinOf(first);
    const [practiceId, user, , secret] = first.cookies.get("__Host-gh")!.split(".");
    twin.cookies.set("__Host-gh", [practiceId, user, sessionId, secret].join("."));
    sessions.push(twin);
  }
  return { who, userId, sessions };
}

/** Everybody asks again and again until each has asked once more after the deed was answered. */
async function askDuring(sessions: readonly Person[], deed: () => Promise<unknown>) {
  const seen: { begun: number; status: number }[] = [];
  let doneAt = Number.POSITIVE_INFINITY;
  const asking = atOnce(requesters, async (number) => {
    let begun = 0;
    do {
      begun = performance.now();
      const { status } = await twinOf(sessions[number % sessions.length]!).call("GET", "/session");
      seen.push({ begun, status });
    } while (begun <= doneAt);
  });
  await pause(1500);
  await deed();
  doneAt = performance.now();
  await asking;
  return { before: seen.filter(({ begun }) => begun <= doneAt), after: seen.filter(({ begun }) => begun > doneAt) };
}

test.each<[string, (userId: string) => Promise<unknown>]>([
  ["disabled", (userId) => manager.done("POST", `/users/${userId}/disable`, { reason }, key())],
  [
    "given other roles",
    async (userId) => {
      const { headers } = await manager.call("GET", `/users/${userId}/roles`);
      const body = { roles: ["member", "auditor"], reason };
      await manager.done("PUT", `/users/${userId}/roles`, body, { headers: { "if-match": String(headers["etag"]) } });
    },
  ],
])(
  `once somebody is %s, the next of ${requesters} concurrent requests in every open session is refused (attack 44)`,
  async (_, deed) => {
    const { userId, sessions } = await memberWithSessions();
    for (const session of sessions) expect((await session.call("GET", "/session")).status).toBe(200);
    const { before, after } = await askDuring(sessions, () => deed(userId));
    expect(before.filter(({ status }) => status === 200).length, "requests that passed before").toBeGreaterThan(20);
    expect(after.length).toBeGreaterThanOrEqual(requesters);
    expect(after.filter(({ status }) => status !== 401)).toEqual([]);
  },
);

test("a disabled person is answered with the right password as with a wrong one, and the log says why (attack 13)", async () => {
  const { who, userId, sessions } = await memberWithSessions();
  await manager.done("POST", `/users/${userId}/disable`, { reason }, key());
  const tryPassword = (password: string) =>
    new Person(place).call("POST", "/sign-in", { identifier: who.username, password });
  const answers = [
    await tryPassword(goodPassword),
    await tryPassword("Wrong-Guess-1-Harbour"),
    await new Person(place).call("POST", "/sign-in", { identifier: `nobody.${userId}`, password: goodPassword }),
  ];
  expect([...appearances(answers).values()]).toEqual([3]);
  expect(answers[0]!.json.code).toBe("sign-in.refused");
  const { items } = await manager.done("GET", `/audit-events?limit=20&subjectId=${userId}&action=sign-in.refused`);
  expect(items.map((event: { reason: string }) => event.reason)).toEqual(["not-active", "not-active"]);
  const [disabled] = (await manager.done("GET", `/audit-events?subjectId=${userId}&action=user.disabled`)).items;
  expect(disabled).toMatchObject({ reason, outcome: "success" });

  await manager.done("POST", `/users/${userId}/enable`, { reason }, key());
  for (const session of sessions) expect((await session.call("GET", "/session")).status).toBe(401);
  await signInWithEmail(new Person(place), who);
  expect((await manager.done("GET", `/users/${userId}`)).status).toBe("active");
});

test("half-way through a sign-in, who is disabled goes no further (attack 8)", async () => {
  const { who, userId } = await memberWithSessions();
  const half = new Person(place);
  await half.done("POST", "/sign-in", { identifier: who.username, password: goodPassword });
  await manager.done("POST", `/users/${userId}/disable`, { reason }, key());
  const answer = await half.call("POST", "/sign-in/second-step", { method: "email", code: "00000000" });
  expect([answer.status, answer.json.code]).toEqual([401, "second-step.expired"]);
});

// Attacks 59, 60 and 61.
test("nobody regrades himself, and a user manager neither grants roles nor reaches an administrator", async () => {
  const second = await settledMember(manager, aNewcomer("Uli", "Usermanager"), ["user-manager"]);
  const [own, chief] = [await second.done("GET", "/session"), await manager.done("GET", "/session")];
  const refused = async (person: Person, ...[method, path, body]: [string, string, unknown]) => {
    const { status, json } = await person.call(method, path, body, {
      headers: { "idempotency-key": randomUUID(), "if-match": '"v1"' },
    });
    return `${status} ${json.code}`;
  };
  const all = ["security-administrator", "user-manager"];
  const roles = { roles: all, reason };
  expect(await refused(second, "PUT", `/users/${own.userId}/roles`, roles)).toBe("403 session.forbidden");
  expect(await refused(manager, "PUT", `/users/${chief.userId}/roles`, roles)).toBe("403 user.own-account");
  expect(await refused(second, "POST", `/users/${chief.userId}/disable`, { reason })).toBe("403 user.may-do-more");
  expect(await refused(second, "POST", `/users/${own.userId}/disable`, { reason })).toBe("403 user.own-account");
  const { email, firstName, lastName } = aNewcomer("Gil", "Grant");
  const invite = { email, firstName, lastName, roles: all };
  expect(await refused(second, "POST", "/invitations", invite)).toBe("403 user.role-not-grantable");
  const member = await settledMember(manager, aNewcomer("Mia", "Member"));
  expect(await refused(member, "POST", "/invitations", invite)).toBe("403 session.forbidden");
});

test("who verifies with mailed codes cannot become a security administrator", async () => {
  const member = await settledMember(manager, aNewcomer("Mel", "Mailed"));
  const { userId } = await member.done("GET", "/session");
  const { headers } = await manager.call("GET", `/users/${userId}/roles`);
  const body = { roles: ["security-administrator"], reason };
  const saying = { headers: { "if-match": String(headers["etag"]) } };
  expect((await manager.call("PUT", `/users/${userId}/roles`, body, saying)).json.code).toBe(
    "user.needs-authenticator",
  );
  expect((await member.done("GET", "/session")).roles).toEqual(["member"]);
});
