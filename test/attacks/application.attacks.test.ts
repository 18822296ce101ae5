import { beforeAll, describe, expect, inject, test } from "vitest";
import { setAccess } from "../kit/hours.ts";
import { aNewcomer, goodPassword, Person, registerFrom, signInAs } from "../kit/person.ts";
import { rowsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";

const place = inject("place");
const ada = aNewcomer("Ada", "Apps");
let administrator: Person;
beforeAll(async () => {
  administrator = await settledPractice(place, ada);
  const version = String((await administrator.call("GET", "/practice")).headers["etag"]);
  await administrator.done(
    "PATCH",
    "/practice",
    { applications: ["ehr", "service-center"] },
    { headers: { "if-match": version } },
  );
});

/** A colleague with an authenticator, so that nobody waits for mails. */
async function colleague(roles: readonly string[]) {
  const who = aNewcomer("Cal", "League");
  const person = await settledMember(administrator, who, [...roles, "security-administrator"]);
  const { userId } = await person.done("GET", "/session");
  return { who, person, userId };
}
type Colleague = Awaited<ReturnType<typeof colleague>>;

/** Password and code at an application. */
async function signInAt(application: string, { who, person }: Colleague) {
  const fresh = new Person(place);
  const asked = await fresh.call("POST", "/sign-in", { identifier: who.username, password: goodPassword, application });
  const code = await person.nextCode();
  const entered = await fresh.call("POST", "/sign-in/second-step", { method: "totp", code });
  fresh.csrfToken = entered.json?.session?.csrfToken;
  return { fresh, asked, entered };
}

describe("an application that is not granted (attack 53)", () => {
  test("is told with those that are, after password and second step and not before, and there is no session", async () => {
    const cal = await colleague([]);
    const here = await new Person(place).call("POST", "/sign-in", {
      identifier: cal.who.username,
      password: goodPassword,
    });
    const { fresh, asked, entered } = await signInAt("ehr", cal);
    expect(asked.json).toEqual(here.json);
    expect([entered.status, entered.json]).toEqual([
      200,
      { outcome: "wrong-application", applications: ["administration", "service-center"] },
    ]);
    // The mark of a browser that was used before is no way in.
    expect([...fresh.cookies.keys()].filter((name) => name !== "__Host-gh-browser")).toEqual([]);
    const sessions = await rowsOf("SESSION_TABLE", `U#${cal.userId}`);
    expect(sessions.filter(({ sk }) => sk.startsWith("S#"))).toHaveLength(1);
    const refused = await administrator.done("GET", `/audit-events?subjectId=${cal.userId}&action=sign-in.refused`);
    expect(refused.items[0]).toMatchObject({ reason: "wrong-application", application: "ehr" });
    const wrong = (application: string) =>
      new Person(place).call("POST", "/sign-in", { identifier: cal.who.username, password: "Wrong-1-x", application });
    const [one, other] = [await wrong("ehr"), await wrong("administration")];
    expect({ ...one.json, instance: "" }).toEqual({ ...other.json, instance: "" });
  });

  test("has no way in by a session of this console, nor this console by a session of the other", async () => {
    const cal = await colleague([]);
    expect((await setAccess(administrator, cal.userId, { applications: ["ehr"] })).status).toBe(200);
    expect((await cal.person.call("GET", "/session")).json.code).toBe("session.required");
    expect((await signInAt("administration", cal)).entered.json).toEqual({
      outcome: "wrong-application",
      applications: ["ehr"],
    });
    const { fresh, entered } = await signInAt("ehr", cal);
    expect(entered.json.session.application).toBe("ehr");
    for (const path of ["/session", "/users", "/practice", "/profile", "/audit-events"])
      expect((await fresh.call("GET", path)).json.code, path).toBe("session.forbidden");
    expect((await fresh.call("POST", "/sign-out")).status).toBe(204);
    expect((await fresh.call("GET", "/session")).json.code).toBe("session.required");
  });

  test("is granted only where the practice uses it", async () => {
    const cal = await colleague([]);
    const answer = await setAccess(administrator, cal.userId, { applications: ["administration", "patient-portal"] });
    expect([answer.status, answer.json.code]).toEqual([422, "user.application-unused"]);
    expect((await setAccess(administrator, cal.userId, { applications: [] })).status).toBe(400);
  });
});

describe("somebody with two roles of which none includes the other", () => {
  /** With an authenticator just set up, before the choice; somebody else each time, so that nobody waits for a next code. */
  async function rioAtTheChoice() {
    const who = aNewcomer("Rio", "Roles");
    const { firstName, lastName, email } = who;
    const roles = ["user-manager", "auditor", "member"];
    const { userId } = await administrator.done("POST", "/invitations", { firstName, lastName, email, roles });
    const rio = new Person(place);
    await registerFrom(rio, who);
    await signInAs(rio, who);
    const { secret } = await rio.done("POST", "/second-steps/totp");
    rio.authenticatorKey = secret;
    const asked = await rio.done("POST", "/second-steps/totp/confirm", { code: await rio.nextCode() });
    expect(asked).toEqual({ outcome: "choose", roles: ["user-manager", "auditor"] });
    return { who, userId: String(userId), rio };
  }
  /** At the choice of another sign-in. */
  async function askedAgain() {
    const { who, userId, rio } = await rioAtTheChoice();
    const person = new Person(place);
    await signInAs(person, who);
    const code = await rio.nextCode();
    const answer = await person.done("POST", "/sign-in/second-step", { method: "totp", code });
    return { who, userId, person, code, answer };
  }

  test("chooses at the first sign-in, which sets the second step up", async () => {
    const { rio, userId } = await rioAtTheChoice();
    const { session } = await rio.done("POST", "/sign-in/choice", { role: "auditor" });
    expect(session.roles).toEqual(["auditor", "member"]);
    const events = await administrator.done("GET", `/audit-events?subjectId=${userId}&limit=100`);
    const actions = events.items.map(({ action }: { action: string }) => action);
    expect(actions).toContain("second-step.enrolled");
    expect(actions).toContain("sign-in.second-step-accepted");
  });

  test("works in the role chosen, and every event carries it with the application", async () => {
    const { person, answer, userId } = await askedAgain();
    expect(answer).toEqual({ outcome: "choose", roles: ["user-manager", "auditor"] });
    expect(person.cookies.has("__Host-gh")).toBe(false);
    const { session } = await person.done("POST", "/sign-in/choice", { role: "user-manager" });
    person.csrfToken = session.csrfToken;
    expect(session.permissions).not.toContain("audit:read");
    expect((await person.call("GET", "/audit-events")).json.code).toBe("session.forbidden");
    const ines = aNewcomer("Ines", "Invited");
    await person.done("POST", "/invitations", { firstName: "Ines", lastName: "Invited", email: ines.email });
    await person.done("POST", "/sign-out");
    const log = await administrator.done("GET", `/audit-events?actorId=${userId}&limit=100`);
    for (const action of ["sign-in.succeeded", "user.invited", "sign-in.signed-out"]) {
      const event = log.items.find((each: { action: string }) => each.action === action);
      expect(event, action).toMatchObject({ application: "administration", roles: ["user-manager", "member"] });
    }
  });

  test("cannot choose a role that he lacks, choose before the second step, or use the code again", async () => {
    const { who, person, code } = await askedAgain();
    const early = new Person(place);
    await signInAs(early, who);
    expect((await early.call("POST", "/sign-in/choice", { role: "auditor" })).json.code).toBe(
      "second-step.unavailable",
    );
    for (const role of ["security-administrator", "member", "patient"])
      expect((await person.call("POST", "/sign-in/choice", { role })).json.code).toBe("sign-in.role-not-held");
    const again = await person.call("POST", "/sign-in/second-step", { method: "totp", code });
    expect(again.json.code).toBe("second-step.unavailable");
    const [one, two] = await Promise.all([
      person.call("POST", "/sign-in/choice", { role: "auditor" }),
      person.call("POST", "/sign-in/choice", { role: "user-manager" }),
    ]);
    expect([one.status, two.status].filter((status) => status === 200)).toHaveLength(1);
  });
});

test("who holds a role that includes the others never sees the choice, and has all of them", async () => {
  expect((await administrator.done("GET", "/session")).roles).toEqual(["security-administrator", "user-manager"]);
});

test("what a person may do is told with the role that gives it, the hours in words and what keeps him out", async () => {
  const cal = await colleague(["auditor"]);
  const may = await administrator.done("GET", `/users/${cal.userId}/permissions`);
  const of = (permission: string) =>
    may.permissions.find((each: { permission: string }) => each.permission === permission);
  expect(of("audit:read")).toEqual({
    permission: "audit:read",
    words: "read the audit log",
    givenBy: ["auditor", "security-administrator"],
  });
  expect(may).toMatchObject({ hours: "at any time", applications: ["administration", "service-center"] });
  expect(may.barrier).toBeUndefined();
  await setAccess(administrator, cal.userId, { accessHours: {} });
  expect(await administrator.done("GET", `/users/${cal.userId}/permissions`)).toMatchObject({
    hours: "never",
    barrier: "outside-hours",
  });
});
