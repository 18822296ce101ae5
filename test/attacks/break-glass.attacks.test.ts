import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { emergencyPermissions } from "../../shared/domain/break-glass.ts";
import { defaultPolicy } from "../../shared/domain/policy.ts";
import { atOnce } from "../kit/burst.ts";
import { setAccess } from "../kit/hours.ts";
import type { Answered } from "../kit/http.ts";
import { mailTo } from "../kit/inbox.ts";
import { aNewcomer, enrolTotp, goodPassword, type Newcomer, Person, signInAs, signInWithEmail } from "../kit/person.ts";
import { rowOf } from "../kit/put-back.ts";
import { eventsOf, type Row, rowsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";
import { inTheFuture } from "../kit/tools-port.ts";
import { twinOf } from "../kit/twin.ts";

const place = inject("place");
const hour = 60 * 60;
const because = "Ada is locked out and the clinic opens at eight";
const keyed = () => ({ headers: { "idempotency-key": randomUUID() } });
const userIdOf = async (person: Person): Promise<string> => (await person.done("GET", "/session")).userId;
const practiceOf = (person: Person) => person.cookies.get("__Host-gh")!.split(".")[0]!;

/** A practice of its own: two administrators, and a member who may break the glass. */
interface House {
  readonly chief: Person;
  readonly chiefIs: Newcomer;
  readonly deputy: Person;
  readonly deputyIs: Newcomer;
  readonly nurse: Person;
  readonly nurseIs: Newcomer;
  readonly nurseId: string;
}
async function aHouse(): Promise<House> {
  const [chiefIs, deputyIs, nurseIs] = [
    aNewcomer("Ada", "Glass"),
    aNewcomer("Dora", "Glass"),
    aNewcomer("Nora", "Glass"),
  ];
  const chief = await settledPractice(place, chiefIs);
  const deputy = await settledMember(chief, deputyIs, ["security-administrator"]);
  const nurse = await settledMember(chief, nurseIs);
  const nurseId = await userIdOf(nurse);
  await mark(chief, nurseId);
  return { chief, chiefIs, deputy, deputyIs, nurse, nurseIs, nurseId };
}
const mark = (by: Person, userId: string, isMarked = true) =>
  by.done("PUT", `/break-glass/people/${userId}`, { isMarked, reason: "Opens on Saturdays" });
const breakIt = (person: Person, body: object = { reason: because }): Promise<Answered> =>
  person.call("POST", "/break-glass", body, keyed());
const endIt = (person: Person) => person.call("POST", "/break-glass/end", {}, keyed());
const review = (person: Person, grantId: string) =>
  person.call("POST", `/break-glass/grants/${grantId}/review`, { note: "All in order" }, keyed());
async function told(person: Person, action: string): Promise<Row[]> {
  return (await eventsOf(practiceOf(person))).filter((event) => event["action"] === action);
}
const marksTold = async (person: Person): Promise<Row[]> => [
  ...(await told(person, "break-glass.marked")),
  ...(await told(person, "break-glass.unmarked")),
];
async function reviewLetters(person: Person): Promise<Row[]> {
  const rows = await rowsOf("PRACTICE_TABLE", `P#${practiceOf(person)}`);
  return rows.filter(({ letter }) => letter === "break-glass-review");
}

let [house, second, third]: House[] = [];
beforeAll(async () => {
  [house, second, third] = await Promise.all([aHouse(), aHouse(), aHouse()]);
}, 60_000);

describe("who breaks the glass", () => {
  let grantId: string;

  test("gets the emergency role in this session only, and everybody who must know is told (attack 64)", async () => {
    const { nurse, nurseIs, chiefIs, deputyIs, nurseId } = house!;
    const elsewhere = new Person(place);
    await signInWithEmail(elsewhere, nurseIs);
    expect((await nurse.done("GET", "/session")).breakGlass).toEqual({ isMarked: true, isUnreviewed: false });
    expect((await nurse.call("GET", "/users")).json.code).toBe("session.forbidden");
    const asked = Date.now();
    const answer = await breakIt(nurse);
    expect(answer.status, answer.text).toBe(201);
    grantId = answer.json.grantId;
    const lasts = Date.parse(answer.json.until) - asked;
    expect(lasts).toBeGreaterThanOrEqual(hour * 1000);
    expect(lasts).toBeLessThan(hour * 1000 + 5000);
    const session = await nurse.done("GET", "/session");
    expect(session.permissions).toEqual(["profile:own", ...emergencyPermissions]);
    expect(session.roles).toEqual(["member"]);
    expect((await nurse.call("GET", "/users")).status).toBe(200);
    expect((await elsewhere.done("GET", "/session")).permissions).toEqual(["profile:own"]);
    expect((await elsewhere.call("GET", "/users")).json.code).toBe("session.forbidden");
    expect(await told(nurse, "break-glass.used")).toMatchObject([
      { actorId: nurseId, reason: because, breakGlass: grantId, outcome: "success" },
    ]);
    for (const { email } of [nurseIs, chiefIs, deputyIs]) {
      const mail = await mailTo(place.toolsUrl, email, ({ subject }) => /^Emergency access at/.test(subject));
      expect(mail.text).toContain("Nora Glass");
      expect(mail.text).toContain("the clinic opens at eight");
    }
    const later = await reviewLetters(nurse);
    expect(later.map(({ to, dueAt, state }) => [to, dueAt, state]).sort()).toEqual(
      [nurseIs, chiefIs, deputyIs].map(({ email }) => [email, answer.json.until, "queued"]).sort(),
    );
  });

  test("keeps the practice at work: unlocks, resets, enables, ends sessions, opens hours, also of an administrator", async () => {
    const { nurse, chief, deputy, deputyIs, nurseId } = house!;
    const deputyId = await userIdOf(deputy);
    const lastDay = new Date(Date.now() + 86_400_000).toISOString();
    expect((await setAccess(nurse, deputyId, { expiresAt: lastDay })).status).toBe(200);
    expect((await setAccess(nurse, deputyId, {})).status).toBe(200);
    await nurse.done("POST", `/users/${deputyId}/unlock`, {}, keyed());
    await chief.done("POST", `/users/${deputyId}/disable`, { reason: "By mistake" }, keyed());
    await nurse.done("POST", `/users/${deputyId}/enable`, { reason: "Needed at the desk" }, keyed());
    await nurse.done("POST", `/users/${deputyId}/reset-second-step`, { reason: "Came in person with badge" }, keyed());
    await nurse.done("POST", `/users/${deputyId}/end-sessions`, {}, keyed());
    await signInAs(deputy, deputyIs);
    await enrolTotp(deputy);
    const done = (await eventsOf(practiceOf(nurse))).filter(({ actorId }) => actorId === nurseId);
    const under = done.filter(({ breakGlass }) => breakGlass === grantId).map(({ action }) => action);
    expect(under).toEqual([
      "break-glass.used",
      "user.access-changed",
      "user.access-changed",
      "user.unlocked",
      "user.enabled",
      "second-step.reset-started",
      "second-step.reset",
      "user.sessions-ended",
    ]);
    const { items } = await chief.done("GET", `/audit-events?limit=20&actorId=${nurseId}`);
    const listed = items.filter(({ breakGlass }: { breakGlass?: string }) => breakGlass === grantId);
    expect(listed, "the list says so too, without opening the event").toHaveLength(under.length);
  });

  test("changes no rule and gives no power away: policy, roles, applications, marks, invitations, disabling, the log", async () => {
    const { nurse, chief, nurseId } = house!;
    const chiefId = await userIdOf(chief);
    const version = { headers: { "if-match": '"v1"' } };
    const attempts: [string, string, unknown, object?][] = [
      ["PUT", "/practice/policy", { policy: defaultPolicy }, version],
      ["PATCH", "/practice", { name: "Mine" }, version],
      ["PUT", `/users/${nurseId}/roles`, { roles: ["security-administrator"], reason: "Mine" }, version],
      ["PUT", `/users/${chiefId}/roles`, { roles: ["member"], reason: "Mine" }, version],
      ["PUT", `/break-glass/people/${chiefId}`, { isMarked: true, reason: "Mine" }],
      ["POST", "/invitations", { email: "x@y.example", firstName: "X", lastName: "Y" }, keyed()],
      ["POST", `/users/${chiefId}/disable`, { reason: "Mine" }, keyed()],
      ["POST", `/break-glass/grants/${grantId}/review`, { note: "Mine" }, keyed()],
      ["GET", "/break-glass/grants", undefined],
      ["GET", "/audit-events", undefined],
    ];
    for (const [method, path, body, saying] of attempts) {
      const { status, json } = await nurse.call(method, path, body, saying);
      expect([status, json.code], `${method} ${path}`).toEqual([403, "session.forbidden"]);
    }
    const opened = await setAccess(nurse, chiefId, { applications: ["administration", "ehr"] });
    expect(opened.json.code).toMatch(/^(user.application-unused|break-glass.no-applications)$/);
    expect((await setAccess(nurse, nurseId, {})).json.code, "nor the own account").toBe("user.own-account");
  });

  test("keeps it over a step-up and over ending all other sessions, and loses it with a sign-in anew", async () => {
    const { nurse, nurseIs } = house!;
    const before = (await rowOf(nurse))?.["breakGlass"];
    await nurse.done("POST", "/sessions/end-others", {}, keyed());
    expect((await rowOf(nurse))?.["breakGlass"]).toEqual(before);
    expect((await nurse.call("GET", "/users")).status).toBe(200);
    const anew = new Person(place);
    await signInWithEmail(anew, nurseIs);
    expect((await anew.call("GET", "/users")).json.code).toBe("session.forbidden");
    expect((await breakIt(anew)).json.code, "and not twice").toBe("break-glass.used");
  });

  test("has it for exactly 60 minutes: before that it works, a moment after it does not", async () => {
    const { nurse } = house!;
    const { until: end } = (await nurse.done("GET", "/session")).breakGlass;
    const until = Date.parse(end);
    // A session ends when it is idle for 15 minutes: it is used on the way.
    // The clock of the functions moves by whole seconds; the millisecond is the unit test's.
    const ahead = (seconds: number) => Math.ceil((until - Date.now()) / 1000) + seconds;
    for (const minutes of [14, 28, 42, 56])
      await inTheFuture(place, ahead((minutes - 60) * 60), () => nurse.call("GET", "/users"));
    expect((await inTheFuture(place, ahead(-4), () => twinOf(nurse).call("GET", "/users"))).status).toBe(200);
    const after = await inTheFuture(place, ahead(0), () => nurse.call("GET", "/users"));
    expect([after.status, after.json?.code], after.text).toEqual([403, "session.forbidden"]);
    await inTheFuture(place, ahead(0), async () => {
      const session = await nurse.done("GET", "/session");
      expect(session.permissions).toEqual(["profile:own"]);
      expect(session.breakGlass).toEqual({ isMarked: true, isUnreviewed: true });
      expect((await endIt(nurse)).json.code).toBe("break-glass.not-running");
    });
  });
});

describe("the glass stays whole", () => {
  let winner: Person;
  let grantId: string;
  test("for whom nobody chose, without a reason, with an old step-up: refused, audited (attack 64)", async () => {
    const { nurse, chief, deputy } = second!;
    const other = await settledMember(chief, aNewcomer("Otto", "Glass"));
    const refusedWith = async (person: Person, work: () => Promise<Answered>, code: string) => {
      const before = (await told(chief, "break-glass.refused")).length;
      const answer = await work();
      expect(answer.json.code, answer.text).toBe(code);
      const events = (await told(chief, "break-glass.refused")).slice(before);
      expect(events).toMatchObject([{ actorId: await userIdOf(person), outcome: "refused", reason: code }]);
    };
    for (const person of [other, deputy]) await refusedWith(person, () => breakIt(person), "break-glass.not-marked");
    for (const body of [
      {},
      { reason: "" },
      { reason: "too short" },
      { reason: `  ${" ".repeat(40)} ` },
      { reason: 7 },
    ]) {
      await refusedWith(nurse, () => breakIt(nurse, body), "request.invalid");
      expect((await breakIt(nurse, body)).json.errors[0].pointer).toBe("/reason");
    }
    const id = await userIdOf(other);
    const body = { isMarked: true, reason: "Mine" };
    await refusedWith(nurse, () => nurse.call("PUT", `/break-glass/people/${id}`, body), "session.forbidden");
    const tardy = twinOf(nurse);
    await inTheFuture(place, 10 * 60 + 1, () => refusedWith(nurse, () => breakIt(tardy), "session.step-up-required"));
    expect((await chief.done("GET", "/break-glass/grants")).items).toEqual([]);
    expect((await nurse.done("GET", "/session")).permissions).toEqual(["profile:own"]);
  });

  test("for another practice: its people are nobody's, and its grants are not found (attack 64)", async () => {
    const [own, other] = [third!, house!];
    const { grantId } = (await other.chief.done("GET", "/break-glass/grants")).items[0];
    const foreign = await review(own.chief, grantId);
    expect([foreign.status, foreign.json.code]).toEqual([404, "break-glass.not-found"]);
    const body = { isMarked: true, reason: "Ours" };
    const stolen = await own.chief.call("PUT", `/break-glass/people/${other.nurseId}`, body);
    expect([stolen.status, stolen.json.code]).toEqual([404, "user.not-found"]);
    const reasons = (await told(own.chief, "break-glass.refused")).map(({ reason }) => reason);
    expect(reasons).toEqual(["break-glass.not-found", "user.not-found"]);
    expect((await breakIt(own.nurse)).status, "the other practice's use does not close ours").toBe(201);
    const foreignUser = await own.nurse.call("POST", `/users/${other.nurseId}/unlock`, {}, keyed());
    expect(foreignUser.json.code).toBe("user.not-found");
  });

  test("but for one of 200 who break it at once (attack 64)", async () => {
    const { chief, nurse } = second!;
    const sven = await settledMember(chief, aNewcomer("Sven", "Glass"));
    await mark(chief, await userIdOf(sven));
    const answers = await atOnce(200, (number) => breakIt(twinOf(number % 2 ? nurse : sven)));
    const granted = answers.filter(({ status }) => status === 201);
    const others = new Set(answers.filter(({ status }) => status !== 201).map(({ json }) => json.code));
    expect(granted).toHaveLength(1);
    expect([...others].filter((code) => code !== "break-glass.used" && code !== "request.busy")).toEqual([]);
    expect((await chief.done("GET", "/break-glass/grants")).items).toMatchObject([
      { grantId: granted[0]!.json.grantId },
    ]);
    expect(await told(chief, "break-glass.used")).toHaveLength(1);
    const held = await Promise.all([nurse, sven].map(async (person) => (await rowOf(person))?.["breakGlass"]));
    expect(held.filter(Boolean), "and one session holds it").toHaveLength(1);
    winner = held[0] ? nurse : sven;
    grantId = granted[0]!.json.grantId;
  });

  test("until the use before was reviewed, by somebody else and when it is over; then it may be broken again", async () => {
    const { chief, deputy } = second!;
    expect((await review(chief, grantId)).json.code).toBe("break-glass.running");
    const ended = await endIt(winner);
    expect(ended.status, ended.text).toBe(200);
    expect((await winner.call("GET", "/users")).json.code).toBe("session.forbidden");
    expect((await told(winner, "break-glass.ended"))[0]).toMatchObject({ breakGlass: grantId });
    for (const { dueAt, later, state } of await reviewLetters(winner))
      expect([dueAt === ended.json.endedAt || state === "sent", later]).toEqual([true, undefined]);
    expect((await breakIt(winner)).json.code).toBe("break-glass.used");
    expect((await chief.done("GET", "/session")).breakGlass).toEqual({ isMarked: false, isUnreviewed: true });
    const answers = await atOnce(20, (number) => review(twinOf(number % 2 ? chief : deputy), grantId));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await told(chief, "break-glass.reviewed")).map(({ reason }) => reason)).toEqual(["All in order"]);
    expect((await review(chief, grantId)).json.code).toBe("break-glass.reviewed");
    const [listed] = (await chief.done("GET", "/break-glass/grants")).items;
    expect(listed).toMatchObject({ reason: because, note: "All in order" });
    expect(Object.keys(listed)).not.toContain("reviewLetters");
    expect((await breakIt(winner)).status).toBe(201);
    const again = (await chief.done("GET", "/break-glass/grants")).items[0].grantId;
    await endIt(winner);
    expect((await review(chief, again)).status).toBe(200);
  });

  test("for who used it himself, also as an administrator: another one reviews", async () => {
    const { chief, deputy } = second!;
    await mark(chief, await userIdOf(deputy));
    const { grantId } = (await breakIt(deputy)).json;
    await endIt(deputy);
    const own = await review(deputy, grantId);
    expect([own.status, own.json.code]).toEqual([403, "break-glass.own-use"]);
    expect((await review(chief, grantId)).status).toBe(200);
  });
});

describe("the list of people", () => {
  test("names active people with a second step, ten at most, and never who decides", async () => {
    const { chief, nurse, nurseId } = third!;
    const chiefId = await userIdOf(chief);
    const put = (userId: string) =>
      chief.call("PUT", `/break-glass/people/${userId}`, { isMarked: true, reason: "Opens on Saturdays" });
    expect((await put(chiefId)).json.code).toBe("user.own-account");
    const { firstName, lastName, email } = aNewcomer("Ines", "Invited");
    const { userId: invitedId } = await chief.done("POST", "/invitations", { firstName, lastName, email });
    expect((await put(invitedId)).json.code).toBe("user.wrong-status");
    const { people } = await chief.done("GET", "/break-glass/people");
    expect(people).toMatchObject([{ userId: nurseId, name: "Nora Glass", markedBy: "Ada Glass" }]);
    expect((await told(chief, "break-glass.marked"))[0]).toMatchObject({ subjectId: nurseId });
    expect((await nurse.call("GET", "/users")).status).toBe(200);
    await mark(chief, nurseId, false);
    const gone = await nurse.call("GET", "/users");
    expect(gone.json.code, "taken off the list, the role ends at the next request").toBe("session.forbidden");
    expect(await chief.done("GET", "/break-glass/people")).toEqual({ people: [] });
  });

  test("is not changed by two at once without one of them knowing", async () => {
    const { chief, deputy, nurseId } = third!;
    const before = (await marksTold(chief)).length;
    const body = (isMarked: boolean) => ({ isMarked, reason: "Opens on Saturdays" });
    const answers = await atOnce(20, (number) =>
      twinOf(number % 2 ? chief : deputy).call("PUT", `/break-glass/people/${nurseId}`, body(number % 3 === 0)),
    );
    const codes = new Set(answers.filter(({ status }) => status !== 200).map(({ json }) => json.code));
    expect([...codes].filter((code) => !["request.changed-meanwhile", "request.busy"].includes(code))).toEqual([]);
    const done = answers.filter(({ status }) => status === 200);
    expect((await marksTold(chief)).length - before).toBe(done.length);
  });
});

test("a password alone breaks nothing: half-way through a sign-in there is no emergency access", async () => {
  const { nurseIs } = third!;
  const half = new Person(place);
  await half.done("POST", "/sign-in", { identifier: nurseIs.username, password: goodPassword });
  expect((await breakIt(half)).json.code).toBe("session.required");
});
