import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { appearances, atOnce, networkOf } from "../kit/burst.ts";
import { codeIn, mailsTo, mailTo, resetTokenIn } from "../kit/inbox.ts";
import {
  aNewcomer,
  bringIn,
  goodPassword,
  type Newcomer,
  openPractice,
  Person,
  signInAs,
  signInWithTotp,
} from "../kit/person.ts";
import { identityCalls, resetIdentityCalls } from "../kit/tools-port.ts";
import { twinOf } from "../kit/twin.ts";

const place = inject("place");
const markName = "__Host-gh-browser";
let chief: Person;
const chiefName = aNewcomer("Chief", "Knowles");
beforeAll(async () => {
  chief = await openPractice(place, chiefName);
});

let callers = 0;
/** The password's half of a sign-in, by whatever the browser has of cookies, from a network nobody used before. */
const tryPassword = (browser: Person, identifier: string, password: string) =>
  twinOf(browser).call("POST", "/sign-in", { identifier, password }, { from: networkOf(callers++) });
const wrongTries = (browser: Person, identifier: string, count: number) =>
  atOnce(count, (number) => tryPassword(browser, identifier, `Wrong-Guess-${number}-Harbour`));
const stranger = () => new Person(place);
const evaluated = async () => (await identityCalls(place))["AdminInitiateAuth"] ?? 0;
/** A browser that has nothing but somebody's mark. */
function withMark(mark: string): Person {
  const browser = stranger();
  browser.cookies.set(markName, mark);
  return browser;
}
const markOf = (person: Person) => person.cookies.get(markName)!;
const idOf = (person: Person) => person.cookies.get("__Host-gh")!.split(".")[1]!;
const lockOf = (userId: string) => chief.done("GET", `/users/${userId}/lock`);
const unlock = (userId: string) =>
  chief.done("POST", `/users/${userId}/unlock`, {}, { headers: { "idempotency-key": randomUUID() } });
/** Cognito's own lock holds for everybody; it is seconds after one round. */
async function innerLockIsOver(userId: string): Promise<void> {
  const { innerLockUntil } = await lockOf(userId);
  await pause(Math.max(0, Date.parse(innerLockUntil ?? new Date().toISOString()) - Date.now()) + 50);
}
async function aMember(firstName: string): Promise<{ who: Newcomer; person: Person; userId: string }> {
  const who = aNewcomer(firstName, "Knowles");
  const person = await bringIn(chief, who);
  return { who, person, userId: idOf(person) };
}

describe("somebody outside locks every administrator of a practice (attack 16)", () => {
  const other = aNewcomer("Otis", "Knowles");
  let people: { who: Newcomer; person: Person; userId: string }[];
  beforeAll(async () => {
    const second = await bringIn(chief, other, ["security-administrator"]);
    people = [
      { who: chiefName, person: chief, userId: idOf(chief) },
      { who: other, person: second, userId: idOf(second) },
    ];
    await Promise.all(people.map(({ who }) => wrongTries(stranger(), who.username, 40)));
    await Promise.all(people.map(({ userId }) => innerLockIsOver(userId)));
  });

  test("each is locked for all browsers that the account does not know, also with the right password", async () => {
    await resetIdentityCalls(place);
    for (const { who, person } of people) {
      const marks = ["A".repeat(43), `${markOf(person).slice(0, 42)}_`, "not-a-mark", markOf(people[0]!.person)];
      const strangers = marks.map(withMark).filter((browser) => markOf(browser) !== markOf(person));
      for (const browser of [stranger(), ...strangers])
        expect((await tryPassword(browser, who.username, goodPassword)).json.code).toBe("sign-in.refused");
    }
    expect(await evaluated(), "none of them was looked at").toBe(0);
  });

  test("each still signs in, with both proofs, in the browser in which he did before", async () => {
    for (const { who, person } of people) {
      await signInWithTotp(person, who);
      expect((await person.call("GET", "/users")).status).toBe(200);
    }
  });

  test("which ends no lock: the list and the reasons show it, and that the own browser is open", async () => {
    for (const { userId, who } of people) {
      expect(await chief.done("GET", `/users/${userId}`)).toMatchObject({ status: "locked" });
      const lock = await lockOf(userId);
      expect(lock).toMatchObject({ isLocked: true, isLockedElsewhere: true, passwordTries: 7, knownBrowsers: [] });
      expect(lock.tries.filter(({ reason }: { reason: string }) => reason === "wrong").length).toBeGreaterThan(0);
      expect((await tryPassword(stranger(), who.username, goodPassword)).status).toBe(401);
    }
  });
});

describe("a known browser that is itself the attacker's (attack 16)", () => {
  test("has seven tries of 200 at once, then is locked, told and mailed, and Unlock clears both counters and says so", async () => {
    const { who, person, userId } = await aMember("Kim");
    await wrongTries(stranger(), who.username, 1);
    await resetIdentityCalls(place);
    const answers = await wrongTries(person, who.username, 200);
    const reached = await evaluated();
    expect(reached).toBeLessThanOrEqual(7);
    expect(reached).toBeGreaterThan(0);
    expect([...appearances(answers).values()]).toEqual([200]);
    expect((await tryPassword(person, who.username, goodPassword)).status).toBe(401);
    const lock = await lockOf(userId);
    expect(lock).toMatchObject({ isLocked: true, isLockedElsewhere: false, passwordTries: 1, failuresInARow: 8 });
    expect(lock.knownBrowsers).toMatchObject([{ tries: 7, isLocked: true, lockedUntil: lock.lockedUntil }]);
    expect(await chief.done("GET", `/users/${userId}`)).toMatchObject({
      status: "locked",
      lockedUntil: lock.lockedUntil,
    });
    await mailTo(place.toolsUrl, who.email, ({ subject }) => /locked/.test(subject));
    const { items } = await chief.done("GET", `/audit-events?subjectId=${userId}&action=user.locked`);
    expect(items).toMatchObject([{ reason: "known-browser" }]);
    await innerLockIsOver(userId);
    expect((await tryPassword(stranger(), who.username, goodPassword)).status, "strangers have tries left").toBe(200);
    expect(await unlock(userId)).toMatchObject({ clearedPasswordTries: 0, clearedKnownBrowserTries: 7 });
    expect(await lockOf(userId)).toMatchObject({ isLocked: false, knownBrowsers: [] });
    expect((await tryPassword(person, who.username, goodPassword)).status).toBe(200);
  });

  test("adds seven tries to those of strangers and no more, however its mark is used", async () => {
    const { who, person } = await aMember("Kit");
    await resetIdentityCalls(place);
    const browsers = [stranger(), withMark(markOf(person)), withMark("B".repeat(43))];
    await atOnce(120, (number) => tryPassword(browsers[number % 3]!, who.username, `Wrong-Guess-${number}-Harbour`));
    const reached = await evaluated();
    expect(reached).toBeLessThanOrEqual(14);
    expect(reached).toBeGreaterThan(7);
    for (const browser of browsers) expect((await tryPassword(browser, who.username, goodPassword)).status).toBe(401);
    expect(await evaluated()).toBe(reached);
  });

  test("is of one account: at another, the same mark is a stranger's", async () => {
    const [one, two] = [await aMember("Kai"), await aMember("Kay")];
    await wrongTries(stranger(), two.who.username, 20);
    await resetIdentityCalls(place);
    expect((await tryPassword(one.person, two.who.username, goodPassword)).status).toBe(401);
    expect(await evaluated()).toBe(0);
  });

  test("is freed with all others by a new password", async () => {
    const { who, person, userId } = await aMember("Kurt");
    await Promise.all([wrongTries(stranger(), who.username, 20), wrongTries(person, who.username, 20)]);
    expect(await lockOf(userId)).toMatchObject({ isLockedElsewhere: true, knownBrowsers: [{ isLocked: true }] });
    await stranger().done("POST", "/password-resets", { identifier: who.username });
    const token = resetTokenIn(await mailTo(place.toolsUrl, who.email, ({ text }) => text.includes("/reset#")));
    const password = "Copper-dove-5-meadow";
    const keyed = { headers: { "idempotency-key": randomUUID() } };
    expect((await stranger().call("POST", "/password-resets/confirm", { token, password }, keyed)).status).toBe(200);
    expect(await lockOf(userId)).toMatchObject({ isLocked: false, passwordTries: 0, knownBrowsers: [] });
    await pause(5000);
    for (const browser of [person, stranger()])
      expect((await tryPassword(browser, who.username, password)).status).toBe(200);
  });
});

describe("between password and code (attack 8)", () => {
  /** In a known browser, the password given and the mailed code at hand. */
  async function halfWay(firstName: string) {
    const { who, person } = await aMember(firstName);
    const [first] = await mailsTo(place.toolsUrl, who.email);
    await signInAs(person, who);
    const mail = await mailTo(place.toolsUrl, who.email, (each) => /code/i.test(each.subject) && each.id !== first?.id);
    return { who, person, answer: { method: "email", code: codeIn(mail) } };
  }

  test("a lock of strangers does not keep the known browser's owner out", async () => {
    const { who, person, answer } = await halfWay("Kara");
    await wrongTries(stranger(), who.username, 20);
    expect((await person.call("POST", "/sign-in/second-step", answer)).status).toBe(200);
  });

  test("a lock of that browser refuses the right code", async () => {
    const { who, person, answer } = await halfWay("Karl");
    await wrongTries(person, who.username, 20);
    const refused = await person.call("POST", "/sign-in/second-step", answer);
    expect([refused.status, refused.json.code]).toEqual([401, "second-step.refused"]);
  });
});
