import { beforeAll, describe, expect, inject, test } from "vitest";
import { atOnce, networkOf } from "../kit/burst.ts";
import type { Answered } from "../kit/http.ts";
import { mailTo } from "../kit/inbox.ts";
import {
  aNewcomer,
  goodPassword,
  type Newcomer,
  Person,
  recoveryCodesOf,
  registerFrom,
  signInAs,
  signInWithEmail,
} from "../kit/person.ts";
import { eventsOf, rowsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";
import { identityCalls, inTheFuture, resetIdentityCalls } from "../kit/tools-port.ts";

const place = inject("place");
let chief: Person;
beforeAll(async () => {
  chief = await settledPractice(place, aNewcomer("Chief", "Recovery"));
});

async function someoneNew(): Promise<{ who: Newcomer; person: Person }> {
  const who = aNewcomer("Rae", "Recovery");
  return { who, person: await settledPractice(place, who) };
}
const idsOf = (person: Person) => person.cookies.get("__Host-gh")!.split(".") as [string, string];
const recover = (person: Person, code: string, network = 0): Promise<Answered> =>
  person.call("POST", "/sign-in/second-step", { method: "recovery", code }, { from: networkOf(network) });
async function halfIn(who: Newcomer): Promise<Person> {
  const half = new Person(place);
  await signInAs(half, who);
  return half;
}
const left = async (person: Person) => (await person.done("GET", "/recovery-codes")).left;

describe("recovery codes", () => {
  test("open a session once each without Cognito's answer, are told, and mailed with how many are left", async () => {
    const { who, person } = await someoneNew();
    expect(await person.done("GET", "/recovery-codes")).toEqual({ left: 0 });
    const codes = await recoveryCodesOf(person);
    expect(new Set(codes).size).toBe(10);
    expect(codes.filter((code) => !/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/.test(code))).toEqual([]);
    const half = await halfIn(who);
    await resetIdentityCalls(place);
    const answer = await recover(half, codes[0]!.toLowerCase());
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json.session).toMatchObject({ userId: idsOf(person)[1], secondStep: "totp" });
    expect((await identityCalls(place))["AdminRespondToAuthChallenge"] ?? 0).toBe(0);
    expect(await left(half)).toBe(9);
    expect((await recover(await halfIn(who), codes[0]!)).json.code).toBe("second-step.refused");
    expect((await recover(await halfIn(who), codes[1]!)).status).toBe(200);
    const [practiceId, userId] = idsOf(person);
    const told = await eventsOf(practiceId, userId);
    expect(told.filter(({ action }) => action === "recovery-code.used")).toMatchObject([
      { changes: { left: { after: 9 } } },
      { changes: { left: { after: 8 } } },
    ]);
    expect(told.filter(({ action, reason }) => action === "sign-in.succeeded" && reason === "recovery")).toHaveLength(
      2,
    );
    const mail = await mailTo(place.toolsUrl, who.email, ({ subject }) => /Recovery sign-in/.test(subject));
    expect(mail.text).toMatch(/Codes left: (9|8)/);
    for (const code of codes) expect(mail.text).not.toContain(code);
  });

  test("are stored as salted hashes only; a new set ends the older one", async () => {
    const { who, person } = await someoneNew();
    const older = await recoveryCodesOf(person);
    const newer = await recoveryCodesOf(person);
    const mail = await mailTo(place.toolsUrl, who.email, ({ subject }) => /New recovery set/.test(subject));
    for (const code of [...older, ...newer]) expect(`${mail.text}${mail.html}`).not.toContain(code);
    const [practiceId, userId] = idsOf(person);
    const row = (await rowsOf("PRACTICE_TABLE", `P#${practiceId}`)).find(({ sk }) => sk === `R#${userId}`);
    const hashes = [...((row?.["hashes"] as Set<string> | undefined) ?? [])];
    expect(hashes).toHaveLength(10);
    expect(hashes.filter((hash) => !/^s14\.[\w-]{22}\.[\w-]{43}$/.test(hash))).toEqual([]);
    for (const code of [...older, ...newer]) expect(JSON.stringify(hashes)).not.toContain(code.replace("-", ""));
    expect((await recover(await halfIn(who), older[0]!)).json.code).toBe("second-step.refused");
    expect((await recover(await halfIn(who), newer[0]!)).status).toBe(200);
  });

  test("are shown once: the same key again answers 409 and makes none", async () => {
    const { person } = await someoneNew();
    const saying = { headers: { "idempotency-key": "make-my-codes-1" } };
    const first = await person.call("POST", "/recovery-codes", {}, saying);
    expect([first.status, first.json.codes.length]).toEqual([201, 10]);
    const again = await person.call("POST", "/recovery-codes", {}, saying);
    expect([again.status, again.json.code]).toEqual([409, "idempotency.already-shown"]);
    expect(again.text).not.toContain(first.json.codes[0]);
    expect((await person.done("GET", "/recovery-codes")).madeAt).toBe(first.json.madeAt);
  });

  test("ask for a step-up when the last one is older than ten minutes", async () => {
    const { person } = await someoneNew();
    await inTheFuture(place, 10 * 60 + 5, async () => {
      expect((await person.call("POST", "/recovery-codes")).json.code).toBe("session.step-up-required");
    });
    expect(await left(person)).toBe(0);
  });

  test("of eight uses of one code at once, in eight sign-ins, one opens a session (attack 20)", async () => {
    const { who, person } = await someoneNew();
    const [code] = await recoveryCodesOf(person);
    const halves: Person[] = [];
    for (let number = 0; number < 8; number++) halves.push(await halfIn(who));
    const answers = await atOnce(8, (number) => recover(halves[number]!, code!, number));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const codes = answers.filter(({ status }) => status !== 200).map(({ json }) => json.code);
    expect(codes.filter((each) => each !== "second-step.refused" && each !== "request.busy")).toEqual([]);
    expect(await left(person)).toBe(9);
  });

  test("count with all other codes: ten wrong ones in two challenges are the end, also for the right one (attacks 5, 6)", async () => {
    const { who, person } = await someoneNew();
    const [code] = await recoveryCodesOf(person);
    const byApp = { method: "totp", code: "000000" };
    const byPaper = { method: "recovery", code: "00000-00000" };
    for (const half of [await halfIn(who), await halfIn(who)]) {
      for (const body of [byApp, byPaper, byApp, byPaper, byApp, { ...byPaper, code }])
        expect((await half.call("POST", "/sign-in/second-step", body)).json.code).toBe("second-step.refused");
    }
    expect((await recover(await halfIn(who), code!)).json.code).toBe("second-step.refused");
    expect(await left(person)).toBe(10);
  });

  test("of two hundred guesses at once in one challenge five are looked at (attack 6)", async () => {
    const { who, person } = await someoneNew();
    const [code] = await recoveryCodesOf(person);
    const half = await halfIn(who);
    const answers = await atOnce(200, (number) => recover(half, `00000-0000${number % 10}`, number));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    const [practiceId, userId] = idsOf(person);
    const wrong = (await eventsOf(practiceId, userId)).filter(({ reason }) => reason === "wrong-code");
    expect(wrong).toHaveLength(5);
    expect((await recover(half, code!)).json.code).toBe("second-step.refused");
  });

  test("are one person's: another's code opens nothing, nor any before a second step is set up", async () => {
    const { person } = await someoneNew();
    const [code] = await recoveryCodesOf(person);
    const { who } = await someoneNew();
    expect((await recover(await halfIn(who), code!)).json.code).toBe("second-step.refused");
    const fresh = aNewcomer("Fay", "Recovery");
    await chief.done("POST", "/invitations", {
      firstName: "Fay",
      lastName: "R",
      email: fresh.email,
      roles: ["member"],
    });
    const half = new Person(place);
    await registerFrom(half, fresh);
    await signInAs(half, fresh);
    expect((await recover(half, code!)).json.code).toBe("second-step.unavailable");
  });

  test("stand in for mailed codes too, and the next sign-in mails a code as before", async () => {
    const who = aNewcomer("Mel", "Recovery");
    const person = await settledMember(chief, who);
    const [code] = await recoveryCodesOf(person);
    const answer = await recover(await halfIn(who), code!);
    expect(answer.json.session).toMatchObject({ secondStep: "email" });
    await signInWithEmail(new Person(place), { ...who, password: goodPassword });
  });
});
