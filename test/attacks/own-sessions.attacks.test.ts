import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { atOnce } from "../kit/burst.ts";
import { codeIn, mailsTo, mailTo } from "../kit/inbox.ts";
import { aNewcomer, type Newcomer, Person, signInAs, signInWithEmail } from "../kit/person.ts";
import { eventsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";
import { inTheFuture } from "../kit/tools-port.ts";
import { twinOf } from "../kit/twin.ts";

const place = inject("place");
const minutes = 60;
let chief: Person;
beforeAll(async () => {
  chief = await settledPractice(place, aNewcomer("Chief", "Sessions"));
});

const firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
const isOpen = async (person: Person) => (await twinOf(person).call("GET", "/session")).status === 200;
const [practiceIn, userIn, sessionIn] = [0, 1, 2].map(
  (place) => (person: Person) => person.cookies.get("__Host-gh")!.split(".")[place]!,
) as [(person: Person) => string, (person: Person) => string, (person: Person) => string];
const keyed = () => ({ headers: { "idempotency-key": randomUUID() } });
const newBrowserMails = async ({ email }: Newcomer) =>
  (await mailsTo(place.toolsUrl, email)).filter(({ subject }) => /^New browser/.test(subject));

async function someMember(): Promise<{ who: Newcomer; person: Person }> {
  const who = aNewcomer("Sam", "Sessions");
  return { who, person: await settledMember(chief, who) };
}
/** Password given in a browser of its own; the mailed code is at hand. */
async function halfSignedIn(who: Newcomer, person = new Person(place)): Promise<{ person: Person; code: string }> {
  await pause(60);
  const asked = Date.now();
  await signInAs(person, who);
  const isNew = (at: string) => Date.parse(at) >= asked;
  const mail = await mailTo(place.toolsUrl, who.email, ({ subject, at }) => /sign-in code/.test(subject) && isNew(at));
  return { person, code: codeIn(mail) };
}
async function signedInElsewhere(who: Newcomer): Promise<Person> {
  const person = new Person(place);
  await signInWithEmail(person, who);
  return person;
}

describe.concurrent("the own list", () => {
  test("says browser, system, address and times of each open session, and which one asks", async ({ expect }) => {
    const { who, person } = await someMember();
    const other = new Person(place);
    const { code } = await halfSignedIn(who, other);
    const answer = await other.call(
      "POST",
      "/sign-in/second-step",
      { method: "email", code },
      {
        headers: { "user-agent": firefox },
        from: "127.0.0.9",
      },
    );
    expect(answer.status).toBe(200);
    const { items } = await person.done("GET", "/sessions");
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({
      sessionId: sessionIn(other),
      browser: "Firefox",
      system: "Windows",
      address: "127.0.0.9",
      isCurrent: false,
      isNewBrowser: true,
    });
    expect(items[1]).toMatchObject({ sessionId: sessionIn(person), isCurrent: true, isNewBrowser: false });
    expect(JSON.stringify(items)).not.toMatch(/secret|hash/i);
  });

  test("ends one session at once, and never somebody else's", async ({ expect }) => {
    const { who, person } = await someMember();
    const stranger = (await someMember()).person;
    const other = await signedInElsewhere(who);
    const path = `/sessions/${sessionIn(other)}`;
    for (const id of [sessionIn(stranger), sessionIn(chief), "ses_x", `${sessionIn(other)}x`, "%23"])
      expect((await person.call("DELETE", `/sessions/${id}`)).json.code, id).toBe("session.not-found");
    expect((await stranger.call("DELETE", path)).json.code).toBe("session.not-found");
    expect((await person.call("DELETE", path)).status).toBe(204);
    expect(await isOpen(other)).toBe(false);
    expect((await person.call("DELETE", path)).json.code).toBe("session.not-found");
    expect((await person.done("GET", "/sessions")).items).toHaveLength(1);
    const told = (await eventsOf(practiceIn(person), userIn(person))).filter(
      ({ action }) => action === "session.ended",
    );
    expect(told).toMatchObject([{ reason: "own-choice", changes: { session: { before: sessionIn(other) } } }]);
    expect((await person.call("DELETE", `/sessions/${sessionIn(person)}`)).status).toBe(204);
    expect(person.cookies.has("__Host-gh")).toBe(false);
  });

  test("ends all others: this one goes on, the rest and a sign-in that is half done are over", async ({ expect }) => {
    const { who, person } = await someMember();
    const others = [await signedInElsewhere(who), await signedInElsewhere(who)];
    const half = await halfSignedIn(who);
    const key = keyed();
    expect(await person.done("POST", "/sessions/end-others", {}, key)).toEqual({ ended: 2 });
    expect(await person.done("POST", "/sessions/end-others", {}, key)).toEqual({ ended: 2 });
    expect(await Promise.all(others.map(isOpen))).toEqual([false, false]);
    expect(await isOpen(person)).toBe(true);
    const late = await half.person.call("POST", "/sign-in/second-step", { method: "email", code: half.code });
    expect(late.json.code).toBe("second-step.expired");
    expect((await person.done("GET", "/sessions")).items).toHaveLength(1);
  });
});

describe.concurrent("five at most (attack 47)", () => {
  test("the sixth sign-in ends the oldest session and says so", async ({ expect }) => {
    const { who, person } = await someMember();
    const more: Person[] = [];
    for (let session = 2; session <= 5; session++) more.push(await signedInElsewhere(who));
    expect((await person.done("GET", "/sessions")).items).toHaveLength(5);
    const { person: sixth, code } = await halfSignedIn(who);
    const reply = await sixth.done("POST", "/sign-in/second-step", { method: "email", code });
    expect(reply.endedSession).toMatchObject({ browser: "Unknown browser" });
    expect(await isOpen(person)).toBe(false);
    expect(await Promise.all([...more, sixth].map(isOpen))).toEqual([true, true, true, true, true]);
    const told = (await eventsOf(practiceIn(sixth), userIn(sixth))).filter(({ action }) => action === "session.ended");
    expect(told).toMatchObject([{ reason: "five-at-most" }]);
  });

  test("eight sign-ins at once all succeed, and five sessions are open afterwards (A4)", async ({ expect }) => {
    const { who, person } = await someMember();
    const halves: Awaited<ReturnType<typeof halfSignedIn>>[] = [];
    for (let half = 0; half < 8; half++) halves.push(await halfSignedIn(who));
    const answers = await Promise.all(
      halves.map(({ person: each, code }) => each.call("POST", "/sign-in/second-step", { method: "email", code })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    const open = await Promise.all([person, ...halves.map((half) => half.person)].map(isOpen));
    expect(open.filter(Boolean)).toHaveLength(5);
    expect(open[0]).toBe(false);
  }, 120_000);
});

describe("one write of the security version (A11)", () => {
  test("a manager ends five open sessions: of 200 concurrent requesters none passes afterwards, and the owner is told", async () => {
    const { who, person } = await someMember();
    const open = [person];
    while (open.length < 5) open.push(await signedInElsewhere(who));
    const seen: { startedAt: number; status: number }[] = [];
    let isOver = false;
    const requesters = atOnce(200, async (number) => {
      for (let requests = 0; requests < 2 || !isOver; requests++) {
        const startedAt = performance.now();
        const { status } = await twinOf(open[number % 5]!).call("GET", "/profile");
        seen.push({ startedAt, status });
        if (status !== 200) return;
      }
    });
    await pause(300);
    const reply = await chief.done("POST", `/users/${userIn(person)}/end-sessions`, {}, keyed());
    const endedAt = performance.now();
    const after = await atOnce(200, (number) => twinOf(open[number % 5]!).call("GET", "/profile"));
    isOver = true;
    await requesters;
    expect(reply).toEqual({ ended: 5 });
    expect(new Set(after.map(({ status }) => status))).toEqual(new Set([401]));
    expect(seen.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(seen.filter(({ startedAt, status }) => startedAt > endedAt && status !== 401)).toEqual([]);
    const mail = await mailTo(place.toolsUrl, who.email, ({ subject }) => /signed out/.test(subject));
    expect(mail.text).toContain("Chief Sessions ended all your sessions");
    const told = await eventsOf(practiceIn(chief), userIn(person));
    expect(told.filter(({ action }) => action === "user.sessions-ended")).toHaveLength(1);
    await signInWithEmail(new Person(place), who);
  }, 120_000);

  test("nobody without the permission ends others' sessions, and nobody those of another practice or of nobody", async () => {
    const { person } = await someMember();
    const path = `/users/${userIn(person)}/end-sessions`;
    expect((await person.call("POST", path, {}, keyed())).json.code).toBe("session.forbidden");
    const foreigner = await settledPractice(place, aNewcomer("Otto", "Sessions"));
    expect((await foreigner.call("POST", path, {}, keyed())).json.code).toBe("user.not-found");
    const { firstName, lastName, email } = aNewcomer("Ines", "Sessions");
    const invited = await chief.done("POST", "/invitations", { firstName, lastName, email });
    const early = await chief.call("POST", `/users/${invited.userId}/end-sessions`, {}, keyed());
    expect(early.json.code).toBe("user.wrong-status");
    expect(await isOpen(person)).toBe(true);
  });
});

describe.concurrent("a browser new to the account", () => {
  test("is mailed to the owner once, listed and audited; the very first sign-in is no news", async ({ expect }) => {
    const { who, person } = await someMember();
    expect(person.cookies.get("__Host-gh-browser")).toMatch(/^[\w-]{43}$/);
    await signInWithEmail(person, who);
    expect(await newBrowserMails(who)).toHaveLength(0);
    const other = new Person(place);
    const { code } = await halfSignedIn(who, other);
    await other.done("POST", "/sign-in/second-step", { method: "email", code }, { headers: { "user-agent": firefox } });
    const mail = await mailTo(place.toolsUrl, who.email, ({ subject }) => /^New browser/.test(subject));
    expect(mail.text).toContain("Firefox on Windows");
    await signInWithEmail(other, who);
    await signInWithEmail(person, who);
    await pause(1500);
    expect(await newBrowserMails(who)).toHaveLength(1);
    const { items } = await other.done("GET", "/sessions");
    expect(items.filter(({ isNewBrowser }: { isNewBrowser: boolean }) => isNewBrowser)).toHaveLength(1);
    const told = await eventsOf(practiceIn(person), userIn(person));
    expect(told.filter(({ action }) => action === "sign-in.new-browser")).toMatchObject([
      { reason: "Firefox on Windows" },
    ]);
  });

  test("is known for each account by itself, and forged or doubled marks are nobody's", async ({ expect }) => {
    const [one, two] = [await someMember(), await someMember()];
    const desk = new Person(place);
    await signInWithEmail(desk, one.who);
    const mark = desk.cookies.get("__Host-gh-browser");
    await signInWithEmail(desk, two.who);
    expect(desk.cookies.get("__Host-gh-browser")).toBe(mark);
    await mailTo(place.toolsUrl, two.who.email, ({ subject }) => /^New browser/.test(subject));
    const forged = new Person(place);
    forged.cookies.set("__Host-gh-browser", "not-a-mark");
    await signInWithEmail(forged, one.who);
    expect(forged.cookies.get("__Host-gh-browser")).toMatch(/^[\w-]{43}$/);
    await pause(1500);
    expect(await newBrowserMails(one.who)).toHaveLength(2);
  });
});

test("a session that was found over stays so when the clock goes back (attack 46)", async () => {
  const { person: idle } = await someMember();
  expect(await inTheFuture(place, 15 * minutes + 61, () => isOpen(idle))).toBe(false);
  expect(await isOpen(idle)).toBe(false);
  expect(await inTheFuture(place, -60 * minutes, () => isOpen(idle))).toBe(false);
  const { person: used } = await someMember();
  expect(await isOpen(used)).toBe(true);
});

test("a tab that only waits keeps nothing alive, and a real request does (attack 45)", async () => {
  const { person } = await someMember();
  const openAt = (seconds: number) => inTheFuture(place, seconds, () => isOpen(person));
  expect(await openAt(10 * minutes)).toBe(true);
  expect(await openAt(20 * minutes)).toBe(true);
  expect(await openAt(36 * minutes)).toBe(false);
});
