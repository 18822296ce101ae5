import { beforeAll, describe, expect, inject, test } from "vitest";
import { defaultPolicy, type Policy } from "../../shared/domain/policy.ts";
import { atOnce, networkOf } from "../kit/burst.ts";
import { mailTo, tokenIn } from "../kit/inbox.ts";
import { aNewcomer, enrolTotp, goodPassword, type Newcomer, Person, registerWith } from "../kit/person.ts";
import { rowOf } from "../kit/put-back.ts";
import { eventsOf, rowsOf } from "../kit/rows.ts";
import { settledPractice } from "../kit/settled.ts";
import { twinOf } from "../kit/twin.ts";

/** Who may go without a second step (PRODUCT I7), and that nobody else does (SECURITY A8, B3). */
const place = inject("place");
const shortPassword = "Kettle-9-Vio";
const who = aNewcomer("Chief", "Policy");
let chief: Person;
let practiceId: string;
beforeAll(async () => {
  chief = await settledPractice(place, who);
  practiceId = String((await chief.done("GET", "/session")).practiceId);
});

type Need = Policy["secondStepFor"];
const nobody: Need = { types: [], applications: [] };
const staffOnly: Need = { types: ["provider", "staff"], applications: ["ehr"] };

async function saveNeed(secondStepFor: Need, reason: string | undefined = "The front desk shares one phone") {
  const version = String((await chief.call("GET", "/practice/policy")).headers["etag"]);
  const body = { policy: { ...defaultPolicy, secondStepFor }, ...(reason ? { reason } : {}) };
  return chief.call("PUT", "/practice/policy", body, { headers: { "if-match": version } });
}

interface Invited extends Newcomer {
  readonly userId: string;
  readonly token: string;
}
async function invited(type: string, roles: readonly string[] = ["member"]): Promise<Invited> {
  const person = aNewcomer("Ned", "Policy");
  const { firstName, lastName, email } = person;
  const { userId } = await chief.done("POST", "/invitations", { firstName, lastName, email, type, roles });
  const mail = await mailTo(place.toolsUrl, email, ({ text }) => text.includes("/invite#"));
  return { ...person, userId, token: tokenIn(mail) };
}
async function registered(type: string, roles?: readonly string[], password = goodPassword): Promise<Invited> {
  const person = await invited(type, roles);
  await registerWith(new Person(place), { ...person, password }, person.token);
  return { ...person, password };
}
async function signIn({ username, password = goodPassword }: Newcomer, application = "administration") {
  const person = new Person(place);
  const answer = await person.call("POST", "/sign-in", { identifier: username, password, application });
  person.csrfToken = answer.json.session?.csrfToken;
  return { person, answer };
}
const outcomeOf = async (person: Newcomer, application?: string) =>
  (await signIn(person, application)).answer.json.outcome;
const eventsAbout = async (userId: string, action: string) =>
  (await eventsOf(practiceId, userId)).filter((event) => event["action"] === action);

describe("the policy of the second step", () => {
  test("is weakened with a reason only, which the log and the administrators' mail tell, with the effect before saving", async () => {
    await saveNeed(defaultPolicy.secondStepFor);
    const bare = await chief.call(
      "PUT",
      "/practice/policy",
      { policy: { ...defaultPolicy, secondStepFor: nobody } },
      {
        headers: { "if-match": String((await chief.call("GET", "/practice/policy")).headers["etag"]) },
      },
    );
    expect([bare.status, bare.json.errors[0]]).toMatchObject([422, { pointer: "/reason" }]);
    const foreseen = await chief.done("POST", "/practice/policy/effect", {
      policy: { ...defaultPolicy, secondStepFor: staffOnly },
    });
    expect(foreseen).toMatchObject({
      needsReason: true,
      effects: [{ setting: "secondStepFor", direction: "weaker", sentence: expect.stringContaining("15 characters") }],
    });
    expect((await saveNeed(staffOnly)).status).toBe(200);
    const weakened = (await eventsOf(practiceId)).filter((event) => event["action"] === "policy.weakened");
    expect(weakened.at(-1)).toMatchObject({
      reason: "The front desk shares one phone",
      changes: { secondStepFor: { before: defaultPolicy.secondStepFor, after: staffOnly } },
    });
    const mail = await mailTo(place.toolsUrl, who.email, ({ text }) => text.includes("Who needs a second step"));
    expect(mail.text).toContain("The front desk shares one phone");
  });

  test.each([
    ["a name that is none", { types: ["doctor"], applications: [] }],
    ["a name of another list", { types: ["ehr"], applications: [] }],
    ["more than there are", { types: ["staff", "staff", "staff", "staff"], applications: [] }],
    ["nothing", undefined],
  ])("is refused by its field with %s, and nothing changes", async (_what, secondStepFor) => {
    const before = await chief.done("GET", "/practice/policy");
    const answer = await saveNeed(secondStepFor as Need);
    expect([answer.status, answer.json.errors[0].pointer]).toEqual([
      400,
      expect.stringMatching(/^\/policy\/secondStepFor/),
    ]);
    expect(await chief.done("GET", "/practice/policy")).toEqual(before);
  });

  test("lets in with the password alone only whom neither kind, application nor role demands it of", async () => {
    await saveNeed(staffOnly);
    const [patient, staff, manager] = [
      await registered("patient"),
      await registered("staff"),
      await registered("patient", ["user-manager"]),
    ];
    const { person, answer } = await signIn(patient);
    expect(answer.json).toMatchObject({ outcome: "signed-in", session: { secondStep: "none" } });
    expect(await person.done("GET", "/session")).toMatchObject({ userId: patient.userId, secondStep: "none" });
    for (const other of [staff, manager, who]) expect(await outcomeOf(other)).toBe("second-step");
    expect(await rowOf(person)).toMatchObject({ secondStep: "none" });
    const [signedIn] = await eventsAbout(patient.userId, "sign-in.succeeded");
    expect(signedIn).toMatchObject({ reason: "password-only", application: "administration" });
    // What may be done says the same as what is enforced.
    for (const each of [patient, staff, manager]) {
      const told = await chief.done("GET", `/users/${each.userId}/permissions`);
      expect(told.secondSteps[0].isAsked).toBe((await outcomeOf(each)) === "second-step");
    }
    expect((await chief.done("GET", `/users/${manager.userId}/permissions`)).secondSteps[0].because).toEqual(["role"]);
    // An application that is not his: judged as for his own, so its name is told with one proof here.
    expect(await outcomeOf(patient, "ehr")).toBe("wrong-application");
    await saveNeed({ ...staffOnly, applications: ["administration", "ehr"] });
    expect(await outcomeOf(patient)).toBe("second-step");
    expect(await outcomeOf(patient, "service-center")).toBe("second-step");
  });

  test("raised again ends sessions without a second step with their next request, and asks at the next sign-in (attack 8)", async () => {
    await saveNeed(staffOnly);
    const patient = await registered("patient");
    const { person } = await signIn(patient);
    await person.done("GET", "/session");
    await saveNeed(defaultPolicy.secondStepFor, undefined);
    const answers = await atOnce(50, (number) =>
      twinOf(person).call("GET", "/session", undefined, { from: networkOf(number) }),
    );
    expect(answers.map(({ json }) => json.code)).toEqual(answers.map(() => "session.required"));
    expect(await outcomeOf(patient)).toBe("second-step");
  });

  test("of five sign-ins by password alone each has its own session, five at most, and no half-done one is left to use", async () => {
    await saveNeed(staffOnly);
    const patient = await registered("patient");
    const answers = await atOnce(5, () => signIn(patient));
    const outcomes = answers.map(({ answer }) => answer.json.outcome ?? answer.json.code);
    expect(outcomes.filter((each) => each !== "signed-in" && each !== "request.busy")).toEqual([]);
    const rows = await rowsOf("SESSION_TABLE", `U#${patient.userId}`);
    expect(rows.filter(({ sk }) => sk.startsWith("S#")).length).toBeLessThanOrEqual(5);
    for (const { person } of answers) expect(person.cookies.has("__Host-gh-pending")).toBe(false);
  });
});

describe("who has set a second step up", () => {
  test("uses it for ever, also where nothing demands it; his sessions without one are over", async () => {
    await saveNeed(staffOnly);
    const patient = await registered("patient");
    const { person: alone } = await signIn(patient);
    await saveNeed({ ...staffOnly, applications: ["administration"] });
    const { person } = await signIn(patient);
    await enrolTotp(person);
    await saveNeed(staffOnly);
    expect((await alone.call("GET", "/session")).json.code).toBe("session.required");
    expect(await outcomeOf(patient)).toBe("second-step");
    expect(await person.done("GET", "/session")).toMatchObject({ secondStep: "totp" });
  });
});

describe("a password that is the only proof", () => {
  test("has fifteen characters at least: at registration, and the page is told so", async () => {
    await saveNeed(staffOnly);
    const [patient, staff] = [await invited("patient"), await invited("staff")];
    const look = ({ token }: Invited) => new Person(place).done("POST", "/registrations/lookup", { token });
    expect(await look(patient)).toMatchObject({ passwordMinLength: 15, needsSecondStep: false });
    expect(await look(staff)).toMatchObject({ passwordMinLength: 12, needsSecondStep: true });
    const { firstName, lastName, username, token } = patient;
    const body = { token, username, firstName, lastName, password: `${shortPassword}xy` };
    const refused = await new Person(place).call("POST", "/registrations", body);
    expect([refused.status, refused.json.errors[0]]).toMatchObject([422, { pointer: "/password", code: "too-short" }]);
    await registerWith(new Person(place), { ...patient, password: `${shortPassword}xyz` }, token);
  });

  test("that is shorter from before is renewed before the session, and a change holds to the same", async () => {
    await saveNeed(defaultPolicy.secondStepFor);
    const patient = await registered("patient", ["member"], shortPassword);
    await saveNeed(staffOnly);
    const { person, answer } = await signIn(patient);
    expect(answer.json).toMatchObject({ outcome: "new-password", rules: { minLength: 15 } });
    expect((await person.call("GET", "/session")).status).toBe(401);
    for (const [path, body] of [
      ["/sign-in/second-step", { method: "totp", code: "000000" }],
      ["/sign-in/second-step", { method: "recovery", code: "7K3QMZT4XA" }],
      ["/sign-in/choice", { role: "member" }],
    ] as const)
      expect((await person.call("POST", path, body)).json.code).toBe("second-step.unavailable");
    expect((await person.call("POST", "/second-steps/totp")).json.code).toBe("second-step.already-enrolled");
    const short = await person.call("POST", "/sign-in/new-password", { password: "Violet-Kettl-4" });
    expect(short.json.errors[0].code).toBe("too-short");
    const done = await person.done("POST", "/sign-in/new-password", { password: goodPassword });
    expect(done).toMatchObject({ outcome: "signed-in", session: { secondStep: "none" } });
    const [asked] = await eventsAbout(patient.userId, "sign-in.new-password-asked");
    expect(asked).toMatchObject({ reason: "too-short" });
    person.csrfToken = done.session.csrfToken;
    const change = { currentPassword: goodPassword, newPassword: "Copper-Dove-5x" };
    expect((await person.call("POST", "/profile/password", change)).json.errors[0]).toMatchObject({
      pointer: "/newPassword",
      code: "too-short",
    });
    expect(await outcomeOf({ ...patient, password: goodPassword })).toBe("signed-in");
  });
});

describe("a step-up without a second step", () => {
  test("is the password alone, opens nothing but what is one's own, and makes no recovery codes", async () => {
    await saveNeed(staffOnly);
    const patient = await registered("patient");
    const { person } = await signIn(patient);
    const stepUp = (body: object) => person.call("POST", "/step-up", { password: goodPassword, ...body });
    expect((await stepUp({ method: "none", code: "000000" })).json.errors[0].pointer).toBe("/code");
    expect((await stepUp({ method: "totp" })).json.errors[0].pointer).toBe("/code");
    expect((await stepUp({ method: "totp", code: "000000" })).json.code).toBe("second-step.unavailable");
    expect((await stepUp({ method: "none", password: "Wrong-Guess-1-Harbour" })).json.code).toBe("sign-in.refused");
    const right = await stepUp({ method: "none" });
    expect(right.json.outcome).toBe("stepped-up");
    person.csrfToken = right.json.csrfToken;
    const [told] = await eventsAbout(patient.userId, "session.stepped-up");
    expect(told).toMatchObject({ reason: "password-only" });
    expect((await person.call("POST", "/recovery-codes")).json.code).toBe("second-step.unavailable");
    // Who has one does not get by with the password.
    expect((await chief.call("POST", "/step-up", { password: goodPassword, method: "none" })).json.code).toBe(
      "second-step.unavailable",
    );
  });
});
