import { randomUUID } from "node:crypto";
import { beforeAll, expect, inject, test } from "vitest";
import { defaultPolicy, type Policy } from "../../shared/domain/policy.ts";
import { appearances, atOnce, inGroups, networkOf } from "../kit/burst.ts";
import type { Answered } from "../kit/http.ts";
import { codeIn, mailsTo, mailTo } from "../kit/inbox.ts";
import {
  aNewcomer,
  aPhoneNumber,
  enrolSms,
  goodPassword,
  type Newcomer,
  Person,
  registerFrom,
  signInAs,
} from "../kit/person.ts";
import { eventsOf, rowsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";
import { inTheFuture } from "../kit/tools-port.ts";
import { twinOf } from "../kit/twin.ts";

const place = inject("place");
const who = aNewcomer("Ada", "Textford");
let chief: Person;
let practiceId: string;
beforeAll(async () => {
  chief = await settledPractice(place, who);
  practiceId = (await chief.done("GET", "/session")).practiceId;
  await savePolicy({ smsCodes: true });
});

async function savePolicy(own: Partial<Policy>): Promise<Answered["json"]> {
  const version = String((await chief.call("GET", "/practice/policy")).headers["etag"]);
  const body = { policy: { ...defaultPolicy, ...own }, reason: "Half of us have no smartphone" };
  return chief.done("PUT", "/practice/policy", body, { headers: { "if-match": version } });
}

const answer = (person: Person, method: "totp" | "email" | "sms", code: string, network = 0) =>
  person.call("POST", "/sign-in/second-step", { method, code }, { from: networkOf(network) });
const wrongCode = (number: number) => String(10_000_000 + number);
const succeeded = (answers: readonly Answered[]) => answers.filter(({ status }) => status === 200);
const textsTo = async (phone: string) => await mailsTo(place.toolsUrl, phone);
const codeMails = async (email: string) =>
  (await mailsTo(place.toolsUrl, email)).filter(({ subject }) => /code/i.test(subject));
const key = () => ({ headers: { "idempotency-key": randomUUID() } });

/** The code of the newest of more than `seen` texts. */
async function newestText(phone: string, seen: number): Promise<string> {
  await expect.poll(async () => (await textsTo(phone)).length, { timeout: 30_000 }).toBeGreaterThan(seen);
  return codeIn((await textsTo(phone))[0]!);
}

/** Somebody who registered and whose second step is codes by text, signed in. */
async function newTexter() {
  const newcomer = aNewcomer("Ben", "Texter");
  const { firstName, lastName, email } = newcomer;
  const { userId } = await chief.done("POST", "/invitations", { firstName, lastName, email, roles: ["member"] });
  const person = new Person(place);
  await registerFrom(person, newcomer);
  const asked = await signInAs(person, newcomer);
  expect(asked.open).toEqual(["totp", "email", "sms"]);
  const phone = aPhoneNumber();
  await enrolSms(person, phone);
  return { who: newcomer, person, phone, userId };
}

/** Gives the password; the first text is on its way. */
async function begin(newcomer: Newcomer) {
  const person = new Person(place);
  return { person, asked: await signInAs(person, newcomer) };
}

test("a number is proven by its code and then signs in; it is masked wherever it is shown or told", async () => {
  const { who: ben, phone, userId, person } = await newTexter();
  const masked = `•••• ${phone.slice(-4)}`;
  expect((await person.done("GET", "/session")).secondStep).toBe("sms");
  const { person: again, asked } = await begin(ben);
  expect(asked).toMatchObject({ enrolled: ["sms", "email"], open: [], sent: { method: "sms", destination: masked } });
  const code = await newestText(phone, 1);
  expect((await answer(again, "sms", code)).json).toMatchObject({ outcome: "signed-in" });
  expect(await person.done("GET", "/profile/phone")).toMatchObject({ phone: masked, mayTakeCodes: true });
  const told = JSON.stringify(await eventsOf(practiceId, userId));
  expect(told).toContain(masked);
  expect(told).not.toContain(phone);
  expect(told).not.toContain(code);
  for (const path of ["/profile", "/session", `/users/${userId}`])
    expect(JSON.stringify(await chief.done("GET", path.replace("/profile", `/users/${userId}`)))).not.toContain(phone);
  const owner = await mailTo(place.toolsUrl, ben.email, ({ subject }) => /2-step|second step/i.test(subject));
  expect(owner.text).toContain("Code by SMS");
});

test("of 200 wrong texted codes at once at most five are compared, then not even the right one is taken", async () => {
  const { who: ben, phone, userId } = await newTexter();
  const { person } = await begin(ben);
  const right = await newestText(phone, 1);
  const tries = async () =>
    (await eventsOf(practiceId, userId)).filter(
      (event) => event["action"] === "sign-in.attempted" && event["reason"] === "code",
    ).length;
  const before = await tries();
  const answers = await atOnce(200, (number) => answer(twinOf(person), "sms", wrongCode(number), number));
  expect([...appearances(answers).values()]).toEqual([200]);
  expect((await tries()) - before).toBe(5);
  expect((await answer(person, "sms", right)).json.code).toBe("second-step.refused");
});

test("of 200 right texted codes at once one signs in (attack 20)", async () => {
  const { who: ben, phone, userId } = await newTexter();
  const { person } = await begin(ben);
  const code = await newestText(phone, 1);
  const sessions = async () =>
    (await eventsOf(practiceId, userId)).filter((event) => event["action"] === "sign-in.succeeded").length;
  const before = await sessions();
  const answers = await atOnce(200, (number) => answer(twinOf(person), "sms", code, number));
  expect(succeeded(answers)).toHaveLength(1);
  expect((await sessions()) - before).toBe(1);
});

test("a code of one sign-in, channel or number is none of another (attack 7)", async () => {
  const { who: ben, phone } = await newTexter();
  const [first, second] = [(await begin(ben)).person, (await begin(ben)).person];
  await newestText(phone, 2);
  const [ofSecond, ofFirst] = (await textsTo(phone)).map(codeIn) as [string, string];
  expect((await answer(twinOf(second), "sms", ofFirst)).json.code).toBe("second-step.refused");
  expect((await answer(twinOf(second), "email", ofSecond)).json.code).toBe("second-step.refused");
  const seen = (await codeMails(ben.email)).length;
  await second.done("POST", "/sign-in/second-step/resend", { method: "email" });
  await expect.poll(async () => (await codeMails(ben.email)).length).toBeGreaterThan(seen);
  const mailed = codeIn((await codeMails(ben.email))[0]!);
  expect((await answer(twinOf(second), "sms", mailed)).json.code).toBe("second-step.refused");
  expect((await answer(twinOf(second), "sms", ofSecond)).json.code).toBe("second-step.refused");
  expect((await answer(second, "email", mailed)).json).toMatchObject({ outcome: "signed-in" });
  expect((await answer(first, "sms", ofFirst)).json).toMatchObject({ outcome: "signed-in" });
});

test("after another way the texts stay the second step, and the log says which way it was", async () => {
  const { who: ben, userId } = await newTexter();
  const { person } = await begin(ben);
  const asked = Date.now();
  await person.done("POST", "/sign-in/second-step/resend", { method: "email" });
  const mail = await mailTo(
    place.toolsUrl,
    ben.email,
    ({ subject, at }) => /code/i.test(subject) && Date.parse(at) >= asked - 50,
  );
  const { session } = (await answer(person, "email", codeIn(mail))).json;
  expect(session).toMatchObject({ secondStep: "sms", otherSteps: ["email"] });
  const [newest] = (await eventsOf(practiceId, userId))
    .filter((event) => event["action"] === "sign-in.succeeded")
    .slice(-1);
  expect(newest?.["reason"]).toBe("email");
});

test("no second text within half a minute; a newer one ends the older; none is good after ten minutes", async () => {
  const { who: ben, phone } = await newTexter();
  const { person } = await begin(ben);
  const older = await newestText(phone, 1);
  const early = await person.call("POST", "/sign-in/second-step/resend", {});
  expect([early.status, early.json.code]).toEqual([429, "second-step.cool-down"]);
  expect(Number(early.headers["retry-after"])).toBeGreaterThan(0);
  await inTheFuture(place, 31, async () => {
    expect((await person.done("POST", "/sign-in/second-step/resend", {})).method).toBe("sms");
  });
  const newer = await newestText(phone, 2);
  expect((await answer(twinOf(person), "sms", older)).json.code).toBe("second-step.refused");
  await inTheFuture(place, 601, async () => {
    expect((await answer(twinOf(person), "sms", newer)).json.code).toBe("second-step.expired");
  });
  expect((await answer(person, "sms", newer)).status).toBe(200);
});

test("an account is sent twelve texts in an hour at most, whoever asks; the other ways stay open", async () => {
  const { who: ben, phone } = await newTexter();
  const asked = await inGroups(Array.from({ length: 20 }), 5, () => begin(ben));
  expect(asked.filter(({ asked: { sent } }) => sent !== undefined).length).toBeLessThanOrEqual(11);
  const [left] = asked.filter(({ asked: { sent } }) => sent === undefined);
  const refused = await left!.person.call("POST", "/sign-in/second-step/resend", { method: "sms" });
  expect([refused.status, refused.json.code]).toEqual([429, "second-step.texts-used-up"]);
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  expect((await left!.person.done("POST", "/sign-in/second-step/resend", { method: "email" })).method).toBe("email");
  await newestText(phone, 10);
  expect((await textsTo(phone)).length).toBeLessThanOrEqual(12);
});

test("a security administrator takes no codes by text, by no way in (attack 21)", async () => {
  const phone = aPhoneNumber();
  expect(await chief.done("GET", "/profile/phone")).toEqual({ mayTakeCodes: false });
  const started = await chief.call("POST", "/profile/phone", { phone }, key());
  expect([started.status, started.json.code]).toEqual([409, "second-step.unavailable"]);
  const half = new Person(place);
  expect((await signInAs(half, who)).enrolled).toEqual(["totp"]);
  for (const [path, body] of [
    ["/sign-in/second-step/resend", { method: "sms" }],
    ["/sign-in/second-step", { method: "sms", code: "12345678" }],
  ] as const)
    expect((await half.call("POST", path, body)).json.code, path).toBe("second-step.unavailable");
  expect((await half.call("POST", "/second-steps/sms", { phone })).json.code).toBe("second-step.already-enrolled");
  const fresh = aNewcomer("Cleo", "Texter");
  const { firstName, lastName, email } = fresh;
  await chief.done("POST", "/invitations", { firstName, lastName, email, roles: ["security-administrator"] });
  const person = new Person(place);
  await registerFrom(person, fresh);
  expect((await signInAs(person, fresh)).open).toEqual(["totp"]);
  expect((await person.call("POST", "/second-steps/sms", { phone })).json.code).toBe("second-step.unavailable");
  expect((await person.call("POST", "/second-steps/sms/confirm", { code: "12345678" })).json.code).toBe(
    "second-step.unavailable",
  );
  expect(await textsTo(phone)).toEqual([]);
});

test.each(["3125550147", "+0312", "+1 312 abc 0147", "tel:+13125550147", ""])(
  "%j is no number, the field is named, and nothing is sent",
  async (phone) => {
    const newcomer = aNewcomer("Ben", "Odd");
    const { firstName, lastName, email } = newcomer;
    await chief.done("POST", "/invitations", { firstName, lastName, email, roles: ["member"] });
    const person = new Person(place);
    await registerFrom(person, newcomer);
    await signInAs(person, newcomer);
    const { status, json } = await person.call("POST", "/second-steps/sms", { phone });
    expect([status, json.code, json.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      400,
      "request.invalid",
      ["/phone"],
    ]);
  },
);

/** Somebody with e-mail codes who asks for a new number in his profile. */
async function withNewNumber(phone: string) {
  const newcomer = aNewcomer("Dora", "Phone");
  const person = await settledMember(chief, newcomer);
  const { userId } = await person.done("GET", "/session");
  const sent = await person.done("POST", "/profile/phone", { phone }, key());
  return { who: newcomer, person, userId, sent };
}

test("a number of the profile counts once its code is typed; its owner is mailed, and it is another way in", async () => {
  const phone = aPhoneNumber();
  const { who: dora, person, userId, sent } = await withNewNumber(phone);
  expect(sent).toMatchObject({ method: "sms", destination: `•••• ${phone.slice(-4)}` });
  expect(await person.done("GET", "/profile/phone")).toEqual({ mayTakeCodes: true });
  expect((await begin(dora)).asked.enrolled).toEqual(["email"]);
  const code = await newestText(phone, 0);
  const wrong = await person.call("POST", "/profile/phone/confirm", { code: wrongCode(1) }, key());
  expect([wrong.status, wrong.json.code]).toEqual([422, "second-step.wrong-code"]);
  const said = key();
  const first = await person.done("POST", "/profile/phone/confirm", { code }, said);
  expect(first.phone).toBe(`•••• ${phone.slice(-4)}`);
  expect(await person.done("POST", "/profile/phone/confirm", { code }, said)).toEqual(first);
  expect((await person.call("POST", "/profile/phone/confirm", { code }, key())).json.code).toBe(
    "phone.nothing-to-confirm",
  );
  const notice = await mailTo(place.toolsUrl, dora.email, ({ subject }) => /phone number/.test(subject));
  expect(notice.text).toContain(`•••• ${phone.slice(-4)}`);
  expect(notice.text).not.toContain(phone);
  const { person: again, asked } = await begin(dora);
  expect(asked.enrolled).toEqual(["email", "sms"]);
  await again.done("POST", "/sign-in/second-step/resend", { method: "sms" });
  const signedIn = await answer(again, "sms", await newestText(phone, 1));
  expect(signedIn.json.session).toMatchObject({ secondStep: "email", otherSteps: ["sms"] });
  const row = (await rowsOf("PRACTICE_TABLE", `P#${practiceId}`)).find((each) => each["sk"] === `U#${userId}`);
  expect(row).toMatchObject({ secondStep: "email", phone });
});

test("five wrong codes for a number are looked at, 200 right ones confirm it once, another number's code does not", async () => {
  const phone = aPhoneNumber();
  const { person } = await withNewNumber(phone);
  const code = await newestText(phone, 0);
  const guesses = await atOnce(30, (number) =>
    twinOf(person).call("POST", "/profile/phone/confirm", { code: wrongCode(number) }, key()),
  );
  const looked = guesses.filter(({ json }) => json.code === "second-step.wrong-code");
  expect(looked.length).toBe(5);
  expect((await person.call("POST", "/profile/phone/confirm", { code }, key())).json.code).toBe("second-step.refused");
  const other = aPhoneNumber();
  const early = await person.call("POST", "/profile/phone", { phone: other }, key());
  expect([early.status, early.json.code]).toEqual([429, "second-step.cool-down"]);
  const { person: second } = await withNewNumber(other);
  const right = await newestText(other, 0);
  const answers = await atOnce(200, (number) =>
    twinOf(second).call("POST", "/profile/phone/confirm", { code: right }, { ...key(), from: networkOf(number) }),
  );
  expect(succeeded(answers)).toHaveLength(1);
});

test("a step-up takes a texted code of its own, and the number goes only where it is not what one signs in with", async () => {
  const { person, phone } = await newTexter();
  const inUse = await person.call("DELETE", "/profile/phone");
  expect([inUse.status, inUse.json.code]).toEqual([409, "phone.in-use"]);
  const sent = await person.done("POST", "/step-up/code", {});
  expect(sent.method).toBe("sms");
  const code = await newestText(phone, 1);
  const byMail = await person.call("POST", "/step-up", { password: goodPassword, method: "email", code });
  expect(byMail.json.code).toBe("second-step.refused");
  const stepped = await person.done("POST", "/step-up", { password: goodPassword, method: "sms", code });
  person.csrfToken = stepped.csrfToken;
  const again = await twinOf(person).call("POST", "/step-up", { password: goodPassword, method: "sms", code });
  expect(again.json.code).toBe("second-step.refused");
});

test("changing, confirming and removing a number ask for a step-up when the proofs are old", async () => {
  const { person } = await withNewNumber(aPhoneNumber());
  await inTheFuture(place, 660, async () => {
    for (const [method, path, body] of [
      ["POST", "/profile/phone", { phone: aPhoneNumber() }],
      ["POST", "/profile/phone/confirm", { code: "12345678" }],
      ["DELETE", "/profile/phone", undefined],
    ] as const)
      expect((await person.call(method, path, body, key())).json.code, path).toBe("session.step-up-required");
  });
});

test("a manager's reset of the second step forgets the number too", async () => {
  const { who: ben, userId } = await newTexter();
  await chief.done("POST", `/users/${userId}/reset-second-step`, { reason: "New phone, came in person" }, key());
  const row = (await rowsOf("PRACTICE_TABLE", `P#${practiceId}`)).find((each) => each["sk"] === `U#${userId}`);
  expect(row?.["secondStep"]).toBe("none");
  expect(row).not.toHaveProperty("phone");
  expect((await begin(ben)).asked).toMatchObject({ enrolled: [], open: ["totp", "email", "sms"] });
});

test("with the switch off no text leaves from the next sign-in on, half-done ones included; e-mail is left where it is open", async () => {
  const { who: ben, phone } = await newTexter();
  const { person: halfIn } = await begin(ben);
  const code = await newestText(phone, 1);
  await savePolicy({ smsCodes: false });
  try {
    expect((await answer(halfIn, "sms", code)).json.code).toBe("second-step.unavailable");
    expect((await halfIn.call("POST", "/sign-in/second-step/resend", { method: "sms" })).json.code).toBe(
      "second-step.unavailable",
    );
    const seen = (await codeMails(ben.email)).length;
    const { person, asked } = await begin(ben);
    expect(asked).toMatchObject({ enrolled: ["email"], sent: { method: "email" } });
    await expect.poll(async () => (await codeMails(ben.email)).length).toBeGreaterThan(seen);
    const mailed = codeIn((await codeMails(ben.email))[0]!);
    expect((await answer(person, "email", mailed)).json).toMatchObject({ outcome: "signed-in" });
    await savePolicy({ smsCodes: false, emailCodes: false });
    const { person: stuck, asked: none } = await begin(ben);
    expect([none.enrolled, none.open, none.sent]).toEqual([["sms"], [], undefined]);
    for (const method of ["sms", "email"] as const)
      expect((await answer(stuck, method, mailed)).json.code, method).toBe("second-step.unavailable");
    expect((await stuck.call("POST", "/second-steps/totp")).json.code).toBe("second-step.already-enrolled");
    expect(await textsTo(phone)).toHaveLength(2);
  } finally {
    await savePolicy({ smsCodes: true });
  }
});
