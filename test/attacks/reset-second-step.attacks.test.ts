import {
  AdminSetUserMFAPreferenceCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { atOnce } from "../kit/burst.ts";
import { mailTo } from "../kit/inbox.ts";
import {
  aNewcomer,
  enrolTotp,
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

const place = inject("place");
const cognito = new CognitoIdentityProviderClient({
  endpoint: inject("endpoints")["cognito"],
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});
let chief: Person;
let manager: Person;
beforeAll(async () => {
  chief = await settledPractice(place, aNewcomer("Chief", "Reset"));
  manager = await settledMember(chief, aNewcomer("Mia", "Reset"), ["user-manager"]);
});

const practiceId = () => chief.cookies.get("__Host-gh")!.split(".")[0]!;
const idOf = (person: Person) => person.cookies.get("__Host-gh")!.split(".")[1]!;
const reason = "Came to the front desk with the badge";
const reset = (by: Person, userId: string, body: object = { reason }) =>
  by.call("POST", `/users/${userId}/reset-second-step`, body);
const userRow = async (userId: string) =>
  (await rowsOf("PRACTICE_TABLE", `P#${practiceId()}`)).find(({ sk }) => sk === `U#${userId}`)!;

/** Somebody of the practice with an authenticator app. */
async function withApp(roles: readonly string[] = ["member"]): Promise<{ who: Newcomer; person: Person; id: string }> {
  const who = aNewcomer("Lou", "Reset");
  const { firstName, lastName, email } = who;
  await chief.done("POST", "/invitations", { firstName, lastName, email, roles });
  const person = new Person(place);
  await registerFrom(person, who);
  await signInAs(person, who);
  await enrolTotp(person);
  return { who, person, id: idOf(person) };
}

describe("a lost second step", () => {
  test("is reset by a manager: sessions, half-done sign-ins and recovery codes end, the owner is told, a new one is set up", async () => {
    const { who, person, id } = await withApp();
    const [code] = await recoveryCodesOf(person);
    const half = new Person(place);
    await signInAs(half, who);
    const old = await person.nextCode();
    const answer = await reset(manager, id);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toMatchObject({ secondStep: "none", registration: "setup-incomplete" });
    expect((await person.call("GET", "/session")).json.code).toBe("session.required");
    for (const body of [
      { method: "totp", code: old },
      { method: "recovery", code },
    ])
      expect((await half.call("POST", "/sign-in/second-step", body)).json.code).toBe("second-step.expired");
    const fresh = new Person(place);
    const asked = await signInAs(fresh, who);
    expect(asked).toMatchObject({ enrolled: [], open: ["totp", "email"] });
    expect((await fresh.call("POST", "/sign-in/second-step", { method: "recovery", code })).json.code).toBe(
      "second-step.unavailable",
    );
    await enrolTotp(fresh);
    expect(await fresh.done("GET", "/recovery-codes")).toEqual({ left: 0 });
    await signInWithTotp(fresh, who);
    const told = (await eventsOf(practiceId(), id)).filter(({ action }) =>
      String(action).startsWith("second-step.reset"),
    );
    expect(told).toMatchObject([
      { action: "second-step.reset-started", outcome: "attempted", reason, actorId: idOf(manager) },
      {
        action: "second-step.reset",
        reason,
        changes: { secondStep: { before: "totp", after: "none" }, callerVerifiedBy: { after: "reason" } },
      },
    ]);
    const mail = await mailTo(place.toolsUrl, who.email, ({ subject }) => /Second step reset/.test(subject));
    expect(mail.text).toContain("Reset by: Mia Reset");
  });

  test("a crash after Cognito forgot it locks nobody out: the next sign-in sets up a new one, and old recovery codes are dead", async () => {
    const { who, person, id } = await withApp();
    await recoveryCodesOf(person);
    const row = await userRow(id);
    // Between the two writes of a reset: the mark is there, Cognito has forgotten, the row still names the app.
    await putRows("PRACTICE_TABLE", [{ ...row, secondStepResetAt: new Date().toISOString() }]);
    await cognito.send(
      new AdminSetUserMFAPreferenceCommand({
        UserPoolId: inject("environments")["Login"]?.["USER_POOL_ID"],
        Username: id,
        SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false },
      }),
    );
    const stepUp = { password: "Violet-Kettle-42-Harbour", method: "totp", code: "000000" };
    expect((await person.call("POST", "/step-up", stepUp)).json.code).toBe("second-step.unavailable");
    const fresh = new Person(place);
    expect(await signInAs(fresh, who)).toMatchObject({ enrolled: [] });
    await enrolTotp(fresh);
    expect(await fresh.done("GET", "/recovery-codes")).toEqual({ left: 0 });
    expect(await userRow(id)).not.toHaveProperty("secondStepResetAt");
    await signInWithTotp(fresh, who);
  });

  test("a crash before Cognito forgot it leaves the app good, and repeating the reset finishes it", async () => {
    const { who, person, id } = await withApp();
    const row = await userRow(id);
    await putRows("PRACTICE_TABLE", [{ ...row, secondStepResetAt: new Date().toISOString() }]);
    await signInWithTotp(person, who);
    expect((await reset(manager, id)).status).toBe(200);
    expect(await userRow(id)).toMatchObject({ secondStep: "none" });
    expect(await signInAs(new Person(place), who)).toMatchObject({ enrolled: [] });
  });

  test("is reset once by ten managers at once, with one notice", async () => {
    const { id } = await withApp();
    const answers = await atOnce(10, () => reset(twinOf(manager), id));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const others = answers.filter(({ status }) => status !== 200).map(({ json }) => json.code);
    expect(others.filter((code) => !["request.busy", "user.wrong-status"].includes(code))).toEqual([]);
    const done = (await eventsOf(practiceId(), id)).filter(({ action }) => action === "second-step.reset");
    expect(done).toHaveLength(1);
  });

  test("is not reset by its owner, by who may do less, from another practice, without a real reason or a step-up (attack 22)", async () => {
    const { id } = await withApp();
    expect((await reset(manager, idOf(manager))).json.code).toBe("user.own-account");
    expect((await reset(manager, idOf(chief))).json.code).toBe("user.may-do-more");
    const stranger = await settledPractice(place, aNewcomer("Sam", "Elsewhere"));
    expect((await reset(stranger, id)).json.code).toBe("user.not-found");
    for (const short of ["", "lost it", "          x"])
      expect((await reset(manager, id, { reason: short })).json.code).toBe("request.invalid");
    expect((await reset(manager, id, {})).json.code).toBe("request.invalid");
    await inTheFuture(place, 10 * 60 + 5, async () => {
      expect((await reset(manager, id)).json.code).toBe("session.step-up-required");
    });
    expect(await userRow(id)).toMatchObject({ secondStep: "totp" });
    expect(await userRow(id)).not.toHaveProperty("secondStepResetAt");
  });
});
