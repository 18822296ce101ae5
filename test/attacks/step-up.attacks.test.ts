import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { atOnce, networkOf } from "../kit/burst.ts";
import type { Answered } from "../kit/http.ts";
import { codeIn, mailsTo, mailTo } from "../kit/inbox.ts";
import { aNewcomer, goodPassword, type Newcomer, Person, signInAs } from "../kit/person.ts";
import { rowOf } from "../kit/put-back.ts";
import { eventsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";
import { identityCalls, inTheFuture, resetIdentityCalls } from "../kit/tools-port.ts";
import { twinOf } from "../kit/twin.ts";

const place = inject("place");
const sessionName = "__Host-gh";
let chief: Person;
beforeAll(async () => {
  chief = await settledPractice(place, aNewcomer("Chief", "Stepup"));
});

const stepUp = (person: Person, body: object, network = 0): Promise<Answered> =>
  person.call("POST", "/step-up", { method: "totp", ...body }, { from: networkOf(network) });
const keyed = () => ({ headers: { "idempotency-key": randomUUID() } });
const practiceOf = (person: Person) => person.cookies.get(sessionName)!.split(".")[0]!;

async function someoneNew(): Promise<{ who: Newcomer; person: Person }> {
  const who = aNewcomer("Stan", "Stepup");
  return { who, person: await settledPractice(place, who) };
}
async function memberWithMail(): Promise<{ who: Newcomer; person: Person }> {
  const who = aNewcomer("Mel", "Stepup");
  return { who, person: await settledMember(chief, who) };
}
/** The newest mailed code after this moment. */
async function mailedCode({ email }: Newcomer, after: number): Promise<string> {
  return codeIn(
    await mailTo(place.toolsUrl, email, ({ subject, at }) => /code/i.test(subject) && Date.parse(at) >= after),
  );
}

describe("a step-up with the authenticator", () => {
  test("gives the session a new cookie and token: the old ones are nobody's, other sessions stay (attack 40)", async () => {
    const { person } = await someoneNew();
    const before = twinOf(person);
    const steppedUpBefore = (await rowOf(person))?.["steppedUpAt"];
    const answer = await stepUp(person, { password: goodPassword, code: await person.nextCode() });
    expect(answer.status, answer.text).toBe(200);
    expect(person.cookies.get(sessionName)).not.toBe(before.cookies.get(sessionName));
    expect(answer.json.csrfToken).not.toBe(before.csrfToken);
    expect(Date.parse(answer.json.steppedUpAt)).toBeGreaterThan(Date.parse(String(steppedUpBefore)));
    expect((await before.call("GET", "/session")).json.code).toBe("session.required");
    const session = await person.done("GET", "/session");
    expect(session).toMatchObject({ csrfToken: answer.json.csrfToken, secondStep: "totp" });
    expect((await person.call("POST", "/step-up/code")).json.code).toBe("request.csrf");
    person.csrfToken = answer.json.csrfToken;
    expect((await person.call("POST", "/step-up/code")).json.code).toBe("second-step.unavailable");
    const told = await eventsOf(practiceOf(person), session.userId);
    expect(told.filter(({ action }) => action === "session.stepped-up")).toMatchObject([{ reason: "totp" }]);
  });

  test("takes a code once: the sign-in's own is refused, and of twenty right answers at once one steps up (attack 20)", async () => {
    const { who, person } = await someoneNew();
    const again = new Person(place);
    await signInAs(again, who);
    const used = await person.nextCode();
    await again.done("POST", "/sign-in/second-step", { method: "totp", code: used });
    expect((await stepUp(person, { password: goodPassword, code: used })).json.code).toBe("second-step.refused");
    // Somebody else, whose next code nobody has to wait for.
    const other = (await someoneNew()).person;
    const code = await other.nextCode();
    const answers = await atOnce(20, (number) => stepUp(twinOf(other), { password: goodPassword, code }, number));
    const codes = answers.map(({ status, json }) => (status === 200 ? "stepped-up" : json.code));
    expect(
      codes.filter((each) => each === "stepped-up"),
      codes.join(" "),
    ).toHaveLength(1);
    const refused = [
      "sign-in.refused",
      "second-step.refused",
      "second-step.expired",
      "session.required",
      "request.busy",
    ];
    expect(codes.filter((each) => each !== "stepped-up" && !refused.includes(each))).toEqual([]);
  });

  test("shares the sign-in's counter: alternating between them gives seven tries in all (attack 4)", async () => {
    const { who, person } = await someoneNew();
    await resetIdentityCalls(place);
    const reasons: string[] = [];
    for (let round = 0; round < 6; round++) {
      const password = `Wrong-Guess-${round}-Harbour`;
      const one = await new Person(place).call("POST", "/sign-in", { identifier: who.username, password });
      const two = await stepUp(person, { password, code: "000000" });
      reasons.push(one.json.code, two.json.code);
    }
    expect(new Set(reasons)).toEqual(new Set(["sign-in.refused"]));
    expect((await identityCalls(place))["AdminInitiateAuth"]).toBe(7);
    const right = await stepUp(person, { password: goodPassword, code: await person.nextCode() });
    expect(right.json.code).toBe("sign-in.refused");
    const { userId } = await person.done("GET", "/session");
    const locked = (await eventsOf(practiceOf(person), userId)).filter(({ action }) => action === "user.locked");
    expect(locked).toHaveLength(1);
    await mailTo(place.toolsUrl, who.email, ({ subject }) => /locked/.test(subject));
  });

  test("shares the codes' counter: the right password does not clear it, and ten wrong codes are the end (attacks 5, 6)", async () => {
    const { who, person } = await someoneNew();
    await resetIdentityCalls(place);
    const wrong = { password: goodPassword, code: "000000" };
    for (let round = 0; round < 5; round++) {
      expect((await stepUp(person, wrong)).json.code).toBe("second-step.refused");
      const half = new Person(place);
      await signInAs(half, who);
      const { json } = await half.call("POST", "/sign-in/second-step", { method: "totp", code: "000000" });
      expect(json.code).toBe("second-step.refused");
    }
    const answered = (await identityCalls(place))["AdminRespondToAuthChallenge"];
    expect(answered).toBe(10);
    const right = await stepUp(person, { password: goodPassword, code: await person.nextCode() });
    expect(right.json.code).toBe("second-step.refused");
    expect((await identityCalls(place))["AdminRespondToAuthChallenge"]).toBe(answered);
  });

  test("wants the method that is set up, and of two hundred wrong passwords evaluates at most seven", async () => {
    const { person } = await someoneNew();
    expect((await stepUp(person, { password: goodPassword, method: "email", code: "12345678" })).json.code).toBe(
      "second-step.unavailable",
    );
    await resetIdentityCalls(place);
    const answers = await atOnce(200, (number) =>
      stepUp(twinOf(person), { password: `Wrong-Guess-${number}-Harbour`, code: "000000" }, number),
    );
    const seen = new Set(answers.map(({ json }) => json.code));
    // The tries of codes are fewer than those of calls: who finds none left is refused for his code.
    expect([...seen].filter((code) => code !== "sign-in.refused" && code !== "second-step.refused")).toEqual([]);
    const evaluated = (await identityCalls(place))["AdminInitiateAuth"] ?? 0;
    expect(evaluated).toBeGreaterThan(0);
    expect(evaluated).toBeLessThanOrEqual(7);
  });
});

test("what is sensitive asks for a step-up older than ten minutes again, and is done after it", async () => {
  const { person } = await someoneNew();
  const makeCodes = (of: Person) => of.call("POST", "/recovery-codes", {}, keyed());
  expect((await inTheFuture(place, 10 * 60 - 5, () => makeCodes(twinOf(person)))).status).toBe(201);
  await inTheFuture(place, 10 * 60 + 1, async () => {
    const early = await makeCodes(person);
    expect([early.status, early.json.code]).toEqual([403, "session.step-up-required"]);
    const answer = await stepUp(person, { password: goodPassword, code: await person.nextCode() });
    person.csrfToken = answer.json.csrfToken;
    expect((await makeCodes(person)).status).toBe(201);
  });
});

describe("a step-up with a mailed code", () => {
  const byMail = (person: Person, code: string) => stepUp(person, { method: "email", password: goodPassword, code });

  test("takes the newest code of this session only, once, for ten minutes (attack 7)", async () => {
    const { who, person } = await memberWithMail();
    const other = new Person(place);
    await signInAs(other, who);
    const signInCode = await mailedCode(who, Date.now() - 2000);
    await other.done("POST", "/sign-in/second-step", { method: "email", code: signInCode });
    other.csrfToken = (await other.done("GET", "/session")).csrfToken;
    expect((await byMail(person, signInCode)).json.code).toBe("second-step.refused");
    await pause(50);
    const asked = Date.now();
    const sent = await person.done("POST", "/step-up/code");
    expect(sent.destination).toMatch(/^m\*\*\*@s\*\*\*/);
    const coolDown = await person.call("POST", "/step-up/code");
    expect([coolDown.status, coolDown.json.code]).toEqual([429, "second-step.cool-down"]);
    expect(Number(coolDown.headers["retry-after"])).toBeLessThanOrEqual(30);
    const code = await mailedCode(who, asked);
    expect((await byMail(other, code)).json.code).toBe("second-step.refused");
    await inTheFuture(place, 10 * 60 + 1, async () => {
      expect((await byMail(twinOf(person), code)).json.code).toBe("second-step.refused");
    });
    expect((await byMail(person, code)).status).toBe(200);
    person.csrfToken = (await person.done("GET", "/session")).csrfToken;
    expect((await byMail(person, code)).json.code).toBe("second-step.refused");
    const codes = (await mailsTo(place.toolsUrl, who.email)).filter(({ subject }) => /sign-in code/.test(subject));
    expect(codes.filter(({ at }) => Date.parse(at) >= asked)).toHaveLength(1);
  });

  test("has five tries a code: the right one is refused after five wrong ones", async () => {
    const { who, person } = await memberWithMail();
    const asked = Date.now();
    await person.done("POST", "/step-up/code");
    const code = await mailedCode(who, asked);
    const wrong = code === "00000000" ? "11111111" : "00000000";
    for (let round = 0; round < 5; round++) expect((await byMail(person, wrong)).status).toBe(401);
    expect((await byMail(person, code)).json.code).toBe("second-step.refused");
  });
});
