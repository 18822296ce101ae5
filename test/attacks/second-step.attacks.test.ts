import { randomUUID } from "node:crypto";
import { beforeAll, expect, inject, test } from "vitest";
import { refusals } from "../../shared/domain/refusal.ts";
import { appearances, atOnce, networkOf } from "../kit/burst.ts";
import { everyRoute } from "../kit/every-route.ts";
import type { Answered } from "../kit/http.ts";
import { codeIn, mailsTo, mailTo } from "../kit/inbox.ts";
import { aNewcomer, type Newcomer, Person, signInAs } from "../kit/person.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";
import { identityCalls, inTheFuture, resetIdentityCalls } from "../kit/tools-port.ts";
import { twinOf } from "../kit/twin.ts";

const place = inject("place");
const ada = aNewcomer("Ada", "Stepford");

/** Security administrator with an authenticator app. */
let administrator: Person;
beforeAll(async () => {
  administrator = await settledPractice(place, ada);
});

const answer = (person: Person, method: "totp" | "email", code: string, network = 0) =>
  person.call("POST", "/sign-in/second-step", { method, code }, { from: networkOf(network) });
const wrongCode = (number: number) => String(10_000_000 + number);
const eventsBy = async (actorId: string, action: string) =>
  (await administrator.done("GET", `/audit-events?limit=100&actorId=${actorId}&action=${action}`)).items;
const succeeded = (answers: readonly Answered[]) => answers.filter(({ status }) => status === 200);

async function pendingOf(who: Newcomer, from?: Person): Promise<Person> {
  const person = new Person(place);
  person.authenticatorKey = from?.authenticatorKey;
  await signInAs(person, who);
  return person;
}

/** Somebody with e-mail codes, signed in once. */
async function newMember() {
  const who = aNewcomer("Ben", "Codeson");
  const person = await settledMember(administrator, who);
  const { userId } = await person.done("GET", "/session");
  return { who, person, userId };
}

async function newestCode(email: string, seen: number): Promise<string> {
  await expect.poll(async () => (await codeMails(email)).length, { timeout: 30_000 }).toBeGreaterThan(seen);
  return codeIn((await codeMails(email))[0]!);
}
const codeMails = async (email: string) =>
  (await mailsTo(place.toolsUrl, email)).filter(({ subject }) => /code/i.test(subject));

test("of 200 wrong authenticator codes at once at most five are evaluated, and all are refused", async () => {
  const pending = await pendingOf(ada, administrator);
  await resetIdentityCalls(place);
  const answers = await atOnce(200, (number) => answer(twinOf(pending), "totp", wrongCode(number).slice(0, 6), number));
  const calls = await identityCalls(place);
  expect(calls["AdminRespondToAuthChallenge"]).toBeLessThanOrEqual(5);
  expect(calls["codeEvaluations"]).toBeLessThanOrEqual(5);
  // The user pool may end its own session before our five tries are over; then the sign-in is said to be.
  const expired = answers.filter(({ status, json }) => status === 401 && json.code === "second-step.expired");
  const refused = answers.filter(({ status, json }) => status === 401 && json.code === "second-step.refused");
  expect(expired.length).toBeLessThan(5);
  expect(refused.length + expired.length).toBe(200);
  expect((await answer(pending, "totp", await administrator.nextCode())).status).toBe(401);
});

test("of 200 wrong mailed codes at once at most five are compared, and then not even the right one is taken", async () => {
  const { who, userId } = await newMember();
  const seen = (await codeMails(who.email)).length;
  const before = (await eventsBy(userId, "sign-in.attempted")).length;
  const pending = await pendingOf(who);
  const right = await newestCode(who.email, seen);
  const answers = await atOnce(200, (number) => answer(twinOf(pending), "email", wrongCode(number), number));
  expect([...appearances(answers).values()]).toEqual([200]);
  const attempts = (await eventsBy(userId, "sign-in.attempted")).slice(0, -before);
  expect(attempts.filter(({ reason }: { reason?: string }) => reason === "code")).toHaveLength(5);
  expect((await answer(pending, "email", right)).json.code).toBe("second-step.refused");
});

test("an account has ten wrong codes over all its sign-ins, until a manager unlocks it", async () => {
  const { who, userId } = await newMember();
  for (let challenge = 0; challenge < 2; challenge++) {
    const pending = await pendingOf(who);
    await atOnce(10, (number) => answer(twinOf(pending), "email", wrongCode(number), number));
  }
  const seen = (await codeMails(who.email)).length;
  const third = await pendingOf(who);
  const right = await newestCode(who.email, seen);
  expect((await answer(twinOf(third), "email", right)).json.code).toBe("second-step.refused");
  const headers = { "idempotency-key": randomUUID() };
  const unlocked = await administrator.done("POST", `/users/${userId}/unlock`, {}, { headers });
  expect(unlocked.clearedCodeTries).toBe(10);
  expect((await answer(third, "email", right)).json).toMatchObject({ outcome: "signed-in" });
});

test("a lock that comes between password and code refuses the right code, until a manager unlocks (attack 8)", async () => {
  const { who, userId } = await newMember();
  const seen = (await codeMails(who.email)).length;
  const halfIn = await pendingOf(who);
  const code = await newestCode(who.email, seen);
  const guess = (number: number) =>
    new Person(place).call(
      "POST",
      "/sign-in",
      { identifier: who.username, password: `Guess-${number}` },
      { from: networkOf(number) },
    );
  await Promise.all(Array.from({ length: 7 }, (_, number) => guess(number)));
  expect((await answer(halfIn, "email", code)).json.code).toBe("second-step.refused");
  await administrator.done("POST", `/users/${userId}/unlock`);
  expect((await answer(halfIn, "email", code)).status).toBe(200);
});

test("an authenticator code signs in once", async () => {
  const who = aNewcomer("Bo", "Onetime");
  const person = await settledPractice(place, who);
  const code = await person.nextCode();
  expect((await answer(await pendingOf(who), "totp", code)).status).toBe(200);
  expect((await answer(await pendingOf(who), "totp", code)).json.code).toBe("second-step.refused");
});

test("of 200 right authenticator codes at once one signs in", async () => {
  const who = aNewcomer("Cleo", "Twofold");
  const person = await settledPractice(place, who);
  const pending = await pendingOf(who, person);
  const code = await person.nextCode();
  await resetIdentityCalls(place);
  const answers = await atOnce(200, (number) => answer(twinOf(pending), "totp", code, number));
  expect(succeeded(answers)).toHaveLength(1);
  expect((await identityCalls(place))["AdminRespondToAuthChallenge"]).toBeLessThanOrEqual(5);
  const { items } = await person.done("GET", "/audit-events?action=sign-in.succeeded");
  expect(items).toHaveLength(2);
  for (const { status, json } of answers)
    if (status !== 200) expect(json.code).toMatch(/^second-step\.(refused|expired)$/);
});

test("of 200 right mailed codes at once one signs in, and a code of one sign-in is none of another", async () => {
  const { who, userId } = await newMember();
  const seen = (await codeMails(who.email)).length;
  const first = await pendingOf(who);
  const codeOfFirst = await newestCode(who.email, seen);
  const second = await pendingOf(who);
  const codeOfSecond = await newestCode(who.email, seen + 1);
  expect((await answer(twinOf(second), "email", codeOfFirst)).json.code).toBe("second-step.refused");
  const before = (await eventsBy(userId, "sign-in.succeeded")).length;
  const answers = await atOnce(200, (number) => answer(twinOf(second), "email", codeOfSecond, number));
  expect(succeeded(answers)).toHaveLength(1);
  expect(await eventsBy(userId, "sign-in.succeeded")).toHaveLength(before + 1);
  expect((await answer(first, "email", codeOfFirst)).status).toBe(200);
});

test("a newer code ends the older one, no second one is mailed within half a minute, and none is good after ten minutes", async () => {
  const { who } = await newMember();
  const seen = (await codeMails(who.email)).length;
  const pending = await pendingOf(who);
  const older = await newestCode(who.email, seen);
  const early = await pending.call("POST", "/sign-in/second-step/resend");
  expect([early.status, early.json.code]).toEqual([429, "second-step.cool-down"]);
  expect(Number(early.headers["retry-after"])).toBeGreaterThan(0);
  await inTheFuture(place, 31, async () => {
    expect((await pending.call("POST", "/sign-in/second-step/resend")).status).toBe(200);
  });
  const newer = await newestCode(who.email, seen + 1);
  expect(newer).not.toBe(older);
  expect((await answer(twinOf(pending), "email", older)).json.code).toBe("second-step.refused");
  await inTheFuture(place, 601, async () => {
    const late = await answer(twinOf(pending), "email", newer);
    expect([late.status, late.json.code]).toEqual([401, "second-step.expired"]);
  });
  expect((await answer(pending, "email", newer)).status).toBe(200);
});

test("a second step that is set up cannot be replaced on the strength of the password (attack 21)", async () => {
  const pending = await pendingOf(ada, administrator);
  for (const path of ["/second-steps/totp", "/second-steps/email"]) {
    const { status, json } = await pending.call("POST", path);
    expect([status, json.code], path).toEqual([409, "second-step.already-enrolled"]);
  }
  for (const path of ["/second-steps/totp/confirm", "/second-steps/email/confirm"])
    expect((await pending.call("POST", path, { code: "123456" })).json.code, path).toBe("second-step.already-enrolled");
  expect((await answer(pending, "email", "12345678")).json.code).toBe("second-step.unavailable");
});

test("a security administrator cannot choose e-mail codes", async () => {
  const who = aNewcomer("Dora", "Chief");
  const manager = await settledPractice(place, aNewcomer("Olga", "Other"));
  const { firstName, lastName, email } = who;
  const roles = ["security-administrator"];
  await manager.done("POST", "/invitations", { firstName, lastName, email, roles });
  const mail = await mailTo(place.toolsUrl, email, ({ text }) => text.includes("/invite#"));
  const token = /\/invite#([\w.~-]+)/.exec(mail.text)?.[1];
  const person = new Person(place);
  const { username } = who;
  await person.done("POST", "/registrations", {
    token,
    username,
    firstName,
    lastName,
    password: "Violet-Kettle-42-Dora",
  });
  await signInAs(person, { username, password: "Violet-Kettle-42-Dora" });
  expect((await person.call("POST", "/second-steps/email")).json.code).toBe("second-step.unavailable");
  expect((await person.call("POST", "/second-steps/email/confirm", { code: "12345678" })).json.code).toBe(
    "second-step.unavailable",
  );
});

test("one factor is never a session: the pending cookie opens no route of a signed-in person, under either name", async () => {
  const pending = await pendingOf(ada, administrator);
  const renamed = twinOf(pending);
  renamed.cookies.set("__Host-gh", pending.cookies.get("__Host-gh-pending") ?? "");
  const guarded = everyRoute.filter(({ route }) => route.access !== "public" && route.access !== "pending");
  expect(guarded.length).toBeGreaterThan(8);
  for (const { route, body, name } of guarded)
    for (const person of [pending, renamed]) {
      const path = route.path.replaceAll(/\{\w+\}/g, "usr_00000000000000000000000000");
      const { status, json } = await person.call(route.method, path, body, { headers: { "if-match": '"v1"' } });
      expect([status, json.code], name).toEqual([refusals["session.required"].status, "session.required"]);
    }
});

test("a session's cookie finishes no sign-in", async () => {
  const person = twinOf(administrator);
  person.cookies.set("__Host-gh-pending", administrator.cookies.get("__Host-gh") ?? "");
  expect((await answer(person, "totp", "123456")).json.code).toBe("second-step.expired");
});
