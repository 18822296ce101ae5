import { beforeAll, describe, expect, inject, test } from "vitest";
import { reachableCode } from "../infra/used-verbs.ts";
import { atOnce } from "../kit/burst.ts";
import { mailTo } from "../kit/inbox.ts";
import { aNewcomer, enrolTotp, goodPassword, type Newcomer, Person, registerFrom, signInAs } from "../kit/person.ts";
import { eventsOf, lettersOf, rowsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";
import { inTheFuture } from "../kit/tools-port.ts";
import { twinOf } from "../kit/twin.ts";

const place = inject("place");
let chief: Person;
let manager: Person;
beforeAll(async () => {
  chief = await settledPractice(place, aNewcomer("Chief", "Spoken"));
  manager = await settledMember(chief, aNewcomer("Mia", "Spoken"), ["user-manager"]);
});

const practiceId = () => chief.cookies.get("__Host-gh")!.split(".")[0]!;
const idOf = (person: Person) => person.cookies.get("__Host-gh")!.split(".")[1]!;
const wrong = "40404041";
const setPin = (person: Person, pin: unknown) => person.call("PUT", "/pin", { pin });
const unlock = (userId: string, body: object, by = manager) => by.call("POST", `/users/${userId}/unlock`, body);
const reset = (userId: string, body: object, by = manager) =>
  by.call("POST", `/users/${userId}/reset-second-step`, body);
const standingOf = (userId: string) => manager.done("GET", `/users/${userId}/pin`);
const pinRow = async (userId: string) =>
  (await rowsOf("PRACTICE_TABLE", `P#${practiceId()}`)).find(({ sk }) => sk === `PIN#${userId}`);
const eventsAbout = (userId: string) => eventsOf(practiceId(), userId);
const refusedTries = async (userId: string) =>
  (await eventsAbout(userId)).filter(({ action }) => action === "pin.refused");

let made = 0;
/** Eight digits nobody else has, so that the end of the run can look where they were kept. */
const aPin = () => `83${String(Date.now() % 10_000).padStart(4, "0")}${String(made++ % 100).padStart(2, "0")}`;

/** Somebody of the practice with an authenticator app and a PIN. */
async function withPin(): Promise<{ who: Newcomer; person: Person; id: string; pin: string }> {
  const who = aNewcomer("Pia", "Spoken");
  const { firstName, lastName, email } = who;
  await chief.done("POST", "/invitations", { firstName, lastName, email, roles: ["member"] });
  const person = new Person(place);
  await registerFrom(person, who);
  await signInAs(person, who);
  await enrolTotp(person);
  const pin = aPin();
  await person.done("PUT", "/pin", { pin });
  return { who, person, id: idOf(person), pin };
}

describe("the PIN for the telephone", () => {
  test("is set by its owner, kept as a salted slow hash, shown to nobody, told in the log and by mail", async () => {
    const { who, person, id, pin } = await withPin();
    expect(await person.done("GET", "/pin")).toMatchObject({ state: "set", triesLeft: 6 });
    expect(await standingOf(id)).toEqual(await person.done("GET", "/pin"));
    const first = await pinRow(id);
    expect(first?.["hash"]).toMatch(/^s15\.[\w-]{22}\.[\w-]{43}$/);
    await person.done("PUT", "/pin", { pin });
    expect((await pinRow(id))?.["hash"], "the same digits with another salt").not.toBe(first?.["hash"]);
    const told = (await eventsAbout(id)).filter(({ action }) => action === "pin.set");
    expect(told).toMatchObject([
      { actorId: id, changes: { pinState: { before: "none", after: "set" } } },
      { actorId: id, changes: { pinState: { before: "set", after: "set" } } },
    ]);
    const mail = await mailTo(place.toolsUrl, who.email, ({ subject }) => /Your PIN was set/.test(subject));
    for (const text of [mail.subject, mail.text, mail.html, JSON.stringify(first), JSON.stringify(told)])
      expect(text).not.toContain(pin);
  });

  test("is not set to what people try first, nor late without a step-up, nor by anybody else", async () => {
    const { person, id, pin } = await withPin();
    for (const bad of ["1234", "8765", "7777", "00000000", "789", "123456789", "12a4", 2580, "", null]) {
      const answer = await setPin(person, bad);
      expect([answer.status, answer.json.errors[0].pointer], String(bad)).toEqual([400, "/pin"]);
    }
    await inTheFuture(place, 10 * 60 + 5, async () => {
      expect((await setPin(person, aPin())).json.code).toBe("session.step-up-required");
    });
    expect((await manager.call("PUT", `/users/${id}/pin`, { pin: aPin() })).status).toBe(404);
    expect((await unlock(id, { pin })).status).toBe(200);
  });

  test("that is right lets a manager unlock, and reset the second step without a reason; the log says so", async () => {
    const { id, pin } = await withPin();
    expect((await unlock(id, { pin: `${pin.slice(0, 4)} ${pin.slice(4)}` })).status).toBe(200);
    expect((await reset(id, {})).json).toMatchObject({ code: "request.invalid", errors: [{ pointer: "/reason" }] });
    const blabbing = await reset(id, { pin, reason: `The caller said ${pin} on the phone` });
    expect(blabbing.json).toMatchObject({ code: "request.invalid", errors: [{ pointer: "/reason" }] });
    expect((await reset(id, { pin })).json).toMatchObject({ secondStep: "none" });
    const verified = (await eventsAbout(id)).filter(({ changes }) =>
      JSON.stringify(changes ?? {}).includes("Verified"),
    );
    expect(verified).toMatchObject([
      { action: "user.unlocked", changes: { callerVerifiedBy: { after: "PIN" } } },
      { action: "second-step.reset-started", changes: { callerVerifiedBy: { after: "PIN" } } },
      { action: "second-step.reset", changes: { callerVerifiedBy: { after: "PIN" } } },
    ]);
    expect(await standingOf(id)).toMatchObject({ state: "set", triesLeft: 6 });
  });

  test("that is wrong changes nothing and says how many tries are left; the sixth locks it and the owner is told", async () => {
    const { who, person, id, pin } = await withPin();
    const before = await manager.done("GET", `/users/${id}`);
    const said: string[] = [];
    for (let number = 0; number < 6; number++) {
      const { status, json } = number % 2 === 0 ? await unlock(id, { pin: wrong }) : await reset(id, { pin: wrong });
      expect([status, json.code, json.errors[0].pointer]).toEqual([422, "pin.wrong", "/pin"]);
      said.push(json.detail.replace(/.* again\. /, ""));
    }
    expect(said).toEqual([
      ...[5, 4, 3, 2].map((left) => `${left} tries are left.`),
      "One try is left.",
      "It is locked now.",
    ]);
    for (const answer of [await unlock(id, { pin }), await reset(id, { pin, reason: "Knows the PIN by heart" })])
      expect([answer.status, answer.json.code]).toEqual([409, "pin.locked"]);
    expect(await standingOf(id)).toMatchObject({ state: "locked", triesLeft: 0 });
    expect(await manager.done("GET", `/users/${id}`)).toEqual(before);
    expect((await person.call("GET", "/session")).status).toBe(200);
    const told = await refusedTries(id);
    expect(told.slice(0, 6).map(({ changes }) => changes)).toEqual(
      [5, 4, 3, 2, 1, 0].map((after) => ({ triesLeft: { after } })),
    );
    expect(told.slice(6).map(({ reason }) => reason)).toContain("locked");
    const mail = await mailTo(place.toolsUrl, who.email, ({ subject }) => /PIN is locked/.test(subject));
    expect(mail.text).toContain("Mia Spoken");
    const next = aPin();
    await person.done("PUT", "/pin", { pin: next });
    expect((await unlock(id, { pin })).json.code, "the one before").toBe("pin.wrong");
    expect((await unlock(id, { pin: next })).status).toBe(200);
  });

  test("of two hundred wrong ones at once exactly six are looked at, and then the right one is not", async () => {
    const { id, pin } = await withPin();
    const answers = await atOnce(200, (number) =>
      unlock(id, { pin: `4040${String(number).padStart(4, "0")}` }, twinOf(manager)),
    );
    const codes = answers.map(({ json }) => json.code);
    expect(codes.filter((code) => code === "pin.wrong")).toHaveLength(6);
    expect(codes.filter((code) => code === "pin.locked")).toHaveLength(194);
    const looked = (await refusedTries(id)).filter(({ reason }) => reason === "wrong");
    expect(looked.map(({ changes }) => JSON.stringify(changes)).sort()).toEqual(
      [0, 1, 2, 3, 4, 5].map((after) => JSON.stringify({ triesLeft: { after } })),
    );
    expect((await refusedTries(id)).length, "the rest is told once a minute").toBeLessThanOrEqual(8);
    expect((await unlock(id, { pin })).json.code).toBe("pin.locked");
    expect((await pinRow(id))?.["tries"]).toBe(6);
    expect((await lettersOf(practiceId(), id)).filter((letter) => letter === "pin-locked")).toHaveLength(1);
  });

  test("that is right forgets wrong ones before it; what is no PIN costs no try", async () => {
    const { id, pin } = await withPin();
    for (let number = 0; number < 5; number++) await unlock(id, { pin: wrong });
    for (const bad of ["12", "123456789", "four", 4711, null, { digits: pin }])
      expect((await unlock(id, { pin: bad })).json).toMatchObject({ code: "request.invalid" });
    expect((await unlock(id, { pin })).status).toBe(200);
    expect(await standingOf(id)).toMatchObject({ triesLeft: 6 });
    expect((await unlock(id, {})).status, "without any").toBe(200);
  });

  test("where none is set is said so, and nothing is counted", async () => {
    const person = await settledMember(chief, aNewcomer("Noa", "Spoken"));
    const id = idOf(person);
    expect(await standingOf(id)).toEqual({ state: "none" });
    for (const answer of [await unlock(id, { pin: wrong }), await reset(id, { pin: wrong })])
      expect([answer.status, answer.json.code]).toEqual([409, "pin.not-set"]);
    expect(await pinRow(id)).toBeUndefined();
    expect(await refusedTries(id)).toEqual([]);
  });

  test("is asked for by managers of this practice only: to another's, somebody with a PIN is as nobody (attack 22)", async () => {
    const { person, id, pin } = await withPin();
    const stranger = await settledPractice(place, aNewcomer("Sam", "Elsewhere"));
    const nobody = "usr_01KAK3M2Q8R7S6T5V4W3X2Y1Z0";
    for (const each of [pin, wrong])
      for (const [ours, none] of [
        [await unlock(id, { pin: each }, stranger), await unlock(nobody, { pin: each }, stranger)],
        [await reset(id, { pin: each }, stranger), await reset(nobody, { pin: each }, stranger)],
        [await stranger.call("GET", `/users/${id}/pin`), await stranger.call("GET", `/users/${nobody}/pin`)],
      ] as const) {
        expect([ours.status, ours.json.code]).toEqual([404, "user.not-found"]);
        expect({ ...ours.json, instance: "" }).toEqual({ ...none.json, instance: "" });
      }
    expect((await unlock(id, { pin }, person)).json.code, "who is no manager").toBe("session.forbidden");
    expect((await person.call("GET", `/users/${id}/pin`)).json.code).toBe("session.forbidden");
    expect(await standingOf(id)).toMatchObject({ triesLeft: 6 });
  });

  test("is never a way to sign in: no password, no code, no method, and no code of the sign-in reads it", async () => {
    const { who, person, id, pin } = await withPin();
    const half = new Person(place);
    const asPassword = await half.call("POST", "/sign-in", { identifier: who.username, password: pin });
    expect([asPassword.status, asPassword.json.code]).toEqual([401, "sign-in.refused"]);
    await signInAs(half, who);
    for (const method of ["totp", "recovery"])
      expect((await half.call("POST", "/sign-in/second-step", { method, code: pin })).json.code).toBe(
        "second-step.refused",
      );
    for (const body of [
      { method: "pin", code: pin },
      { method: "pin", pin },
      { method: "totp", code: pin, pin },
    ])
      expect((await half.call("POST", "/sign-in/second-step", body)).json.code).toBe("request.invalid");
    const stepUp = { password: goodPassword, method: "totp", code: pin };
    expect((await person.call("POST", "/step-up", stepUp)).json.code).toBe("second-step.refused");
    expect((await person.call("POST", "/step-up", { ...stepUp, method: "pin" })).json.code).toBe("request.invalid");
    expect(await standingOf(id), "nor does any of it count for the PIN").toMatchObject({ triesLeft: 6 });
    const readsPin = async (deployable: string) => /\bkeys\.pin\(/.test(await reachableCode(deployable));
    expect(await readsPin("users"), "what is looked for would be found").toBe(true);
    for (const deployable of ["login", "registration", "cognito-triggers"])
      expect(await readsPin(deployable), deployable).toBe(false);
  });
});
