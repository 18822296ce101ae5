import { randomUUID } from "node:crypto";
import { generateSync } from "otplib";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { atOnce, networkOf } from "../kit/burst.ts";
import { codeIn, mailAfter, mailTo } from "../kit/inbox.ts";
import {
  aNewcomer,
  enrolTotp,
  goodPassword,
  type Newcomer,
  Person,
  recoveryCodesOf,
  registerFrom,
  signInAs,
  signInWithTotp,
} from "../kit/person.ts";
import { eventsOf, putRows, rowsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";
import { inTheFuture } from "../kit/tools-port.ts";
import { twinOf } from "../kit/twin.ts";

/** The own second step, changed by a signed-in person (PRODUCT A9, SECURITY attack 21). */
const place = inject("place");
let chief: Person;
let practiceId: string;
beforeAll(async () => {
  chief = await settledPractice(place, aNewcomer("Chief", "Newapp"));
  practiceId = String((await chief.done("GET", "/session")).practiceId);
});

const keyed = () => ({ headers: { "idempotency-key": randomUUID() } });
const idOf = (person: Person) => person.cookies.get("__Host-gh")!.split(".")[1]!;
const rowOfUser = async (person: Person) =>
  (await rowsOf("PRACTICE_TABLE", `P#${practiceId}`)).find(({ sk }) => sk === `U#${idOf(person)}`)!;
const told = async (person: Person, action = "second-step.enrolled") =>
  (await eventsOf(practiceId, idOf(person))).filter((event) => event["action"] === action);

/** A member with an authenticator app. */
async function withApp(): Promise<{ who: Newcomer; person: Person }> {
  const who = aNewcomer("Nell", "Newapp");
  const { firstName, lastName, email } = who;
  await chief.done("POST", "/invitations", { firstName, lastName, email });
  const person = new Person(place);
  await registerFrom(person, who);
  await signInAs(person, who);
  await enrolTotp(person);
  return { who, person };
}
const proofOf = async (person: Person) => ({ password: goodPassword, method: "totp", code: await person.nextCode() });
const start = (person: Person, body: object) => person.call("POST", "/profile/second-step/totp", body);
const confirm = (person: Person, code: string, from?: string) =>
  person.call("POST", "/profile/second-step/totp/confirm", { code }, { ...keyed(), ...(from ? { from } : {}) });
const codeOf = (secret: string, steps = 0) =>
  generateSync({ secret, epoch: (Math.floor(Date.now() / 30_000) + steps) * 30 });

describe("a new authenticator app", () => {
  test("is begun with password and present app, takes its place once proved, ends other sessions, and is mailed (attack 21)", async () => {
    const { who, person } = await withApp();
    const codes = await recoveryCodesOf(person);
    const other = new Person(place);
    other.authenticatorKey = person.authenticatorKey;
    await signInAs(other, who);
    await other.done("POST", "/sign-in/second-step", { method: "recovery", code: codes[0] });
    const begun = await start(person, await proofOf(person));
    expect(begun.json.otpauthUri).toContain(begun.json.secret);
    // Until it is proved, nothing is other than before.
    expect(await person.done("GET", "/profile/second-step")).toMatchObject({ method: "totp", isNeeded: true });
    expect(await told(person)).toHaveLength(1);
    await other.done("GET", "/session");
    const before = twinOf(person);
    const done = await confirm(person, codeOf(begun.json.secret));
    expect(done.json, done.text).toMatchObject({ outcome: "set-up" });
    person.csrfToken = done.json.csrfToken;
    await person.done("GET", "/session");
    for (const gone of [other, before]) expect((await gone.call("GET", "/session")).json.code).toBe("session.required");
    expect(await told(person)).toHaveLength(2);
    expect((await told(person)).at(-1)).toMatchObject({ changes: { secondStep: { before: "totp", after: "totp" } } });
    await mailTo(place.toolsUrl, who.email, ({ subject }) => /Second step set up/.test(subject));
    expect(await person.done("GET", "/recovery-codes")).toMatchObject({ left: 9 });
    // The old app opens nothing, the new one does.
    const fresh = new Person(place);
    await signInAs(fresh, who);
    const old = { method: "totp", code: codeOf(person.authenticatorKey!, 1) };
    expect((await fresh.call("POST", "/sign-in/second-step", old)).json.code).toBe("second-step.refused");
    const newer = { method: "totp", code: codeOf(begun.json.secret, 1) };
    expect((await fresh.done("POST", "/sign-in/second-step", newer)).outcome).toBe("signed-in");
  });

  test("is not begun without both proofs: no session, stolen cookie, or fresh step-up suffices (attack 21)", async () => {
    const { person } = await withApp();
    const code = await person.nextCode();
    const tries: readonly (readonly [object, string])[] = [
      [{}, "request.invalid"],
      [{ password: goodPassword, method: "none" }, "second-step.unavailable"],
      [{ password: goodPassword, method: "email", code: "00000000" }, "second-step.unavailable"],
      [{ password: goodPassword, method: "totp" }, "request.invalid"],
      [{ password: "Wrong-Guess-1-Harbour", method: "totp", code }, "sign-in.refused"],
      [{ password: goodPassword, method: "totp", code: "000000" }, "second-step.refused"],
    ];
    for (const [body, refusal] of tries) expect((await start(person, body)).json.code).toBe(refusal);
    expect((await confirm(person, "000000")).json.code).toBe("second-step.not-begun");
    expect((await start(new Person(place), await proofOf(person))).status).toBe(401);
    // Nor by the way of who signs in for the first time.
    expect((await person.call("POST", "/second-steps/totp")).status).toBe(401);
    expect(await told(person)).toHaveLength(1);
    expect(await rowsOf("SESSION_TABLE", `U#${idOf(person)}`)).not.toContainEqual(
      expect.objectContaining({ sk: expect.stringContaining("APP#") }),
    );
  });

  test("is not set up without its own code, in another session, twice, or after ten minutes; the old one stays (attacks 20, 21)", async () => {
    const { who, person } = await withApp();
    const used = await proofOf(person);
    const { secret } = (await start(person, used)).json;
    expect((await start(person, used)).json.code).toBe("second-step.refused");
    const again = new Person(place);
    await signInAs(again, who);
    again.authenticatorKey = person.authenticatorKey;
    const codes = await recoveryCodesOf(person);
    const entered = await again.done("POST", "/sign-in/second-step", { method: "recovery", code: codes[0] });
    again.csrfToken = entered.session.csrfToken;
    expect((await confirm(again, codeOf(secret))).json.code).toBe("second-step.not-begun");
    expect((await confirm(person, codeOf(person.authenticatorKey!))).json.code).toBe("second-step.wrong-code");
    expect(await rowOfUser(person)).not.toHaveProperty("secondStepIntent");
    await inTheFuture(place, 10 * 60 + 5, async () => {
      expect((await confirm(person, codeOf(secret, 20))).json.code).toBe("second-step.not-begun");
    });
    expect(await told(person)).toHaveLength(1);
    expect((await confirm(person, codeOf(secret))).status).toBe(200);
    expect((await confirm(twinOf(person), codeOf(secret))).json.code).not.toBe("set-up");
    expect(await told(person)).toHaveLength(2);
  });

  test("is set up once by two hundred right answers at once, and guessed at five times at most (attack 21)", async () => {
    const { person } = await withApp();
    const { secret } = (await start(person, await proofOf(person))).json;
    const code = codeOf(secret);
    const answers = await atOnce(200, (number) => confirm(twinOf(person), code, networkOf(number)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status >= 500 && status !== 503)).toEqual([]);
    expect(await told(person)).toHaveLength(2);
    const { person: other } = await withApp();
    const begun = (await start(other, await proofOf(other))).json;
    for (let guess = 0; guess < 5; guess++)
      expect((await confirm(other, `00000${guess}`)).json.code).toBe("second-step.wrong-code");
    expect((await confirm(other, codeOf(begun.secret))).json.code).toBe("second-step.wrong-code");
    expect(await told(other)).toHaveLength(1);
  });

  test("that Cognito has and our row has not, after a crash, is told to its owner at the next sign-in", async () => {
    const { who, person } = await withApp();
    await putRows("PRACTICE_TABLE", [{ ...(await rowOfUser(person)), secondStepIntent: "totp" }]);
    await signInWithTotp(person, who);
    expect(await told(person)).toHaveLength(2);
    expect(await rowOfUser(person)).not.toHaveProperty("secondStepIntent");
    await signInWithTotp(person, who);
    expect(await told(person)).toHaveLength(2);
  });
});

describe("codes by mail and the app", () => {
  test("take each other's place: to the app with a mailed code, back with the app, where policy and role allow it", async () => {
    const who = aNewcomer("Moe", "Newapp");
    const person = await settledMember(chief, who);
    expect(await person.done("GET", "/profile/second-step")).toMatchObject({
      method: "email",
      mayTakeEmailCodes: true,
    });
    const isCode = ({ subject }: { subject: string }) => /code/i.test(subject);
    const mail = await mailAfter({ toolsUrl: place.toolsUrl, to: who.email, fits: isCode }, () =>
      person.done("POST", "/step-up/code"),
    );
    const proof = { password: goodPassword, method: "email", code: codeIn(mail) };
    const { secret } = (await start(person, proof)).json;
    expect((await start(person, proof)).json.code).toBe("second-step.refused");
    const done = await confirm(person, codeOf(secret));
    person.csrfToken = done.json.csrfToken;
    person.authenticatorKey = secret;
    expect(await person.done("GET", "/session")).toMatchObject({ secondStep: "totp" });
    const asked = await signInAs(new Person(place), who);
    expect(asked.enrolled[0]).toBe("totp");
    const back = (body: object) => person.call("POST", "/profile/second-step/email", body, keyed());
    expect((await back({ password: goodPassword, method: "totp", code: "000000" })).json.code).toBe(
      "second-step.refused",
    );
    const answer = await back({ password: goodPassword, method: "totp", code: codeOf(secret, 1) });
    expect(answer.json, answer.text).toMatchObject({ outcome: "set-up" });
    expect((await signInAs(new Person(place), who)).enrolled[0]).toBe("email");
    expect((await told(person)).map(({ changes }) => changes)).toMatchObject([
      { secondStep: { before: "none", after: "email" } },
      { secondStep: { before: "email", after: "totp" } },
      { secondStep: { before: "totp", after: "email" } },
    ]);
  });

  test("are not for security administrators, whatever they prove", async () => {
    const answer = await chief.call("POST", "/profile/second-step/email", await proofOf(chief), keyed());
    expect(answer.json.code).toBe("second-step.unavailable");
    expect(await chief.done("GET", "/profile/second-step")).toMatchObject({ mayTakeEmailCodes: false });
  });
});
