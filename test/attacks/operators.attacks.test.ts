import { randomUUID } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { atOnce, spoken } from "../kit/burst.ts";
import { aNewcomer, bringIn, Person, signInAs } from "../kit/person.ts";
import { amend, eventsOf, rowsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";
import { inTheFuture } from "../kit/tools-port.ts";
import { twinOf } from "../kit/twin.ts";
import { openVendor, type TestVendor } from "../kit/vendor.ts";

/** SECURITY attacks 88 (a request by mail) and 89 (approving the own request), and operators of practices that are not the vendor's. */
const place = inject("place");
const key = () => ({ headers: { "idempotency-key": randomUUID() } });
const form = { contactName: "Rosa Lindgren", softwareName: "Theralytics", claimType: "837P" };
const idOf = (person: Person, part: 0 | 1) => person.cookies.get("__Host-gh")?.split(".")[part] ?? "";
const pia = aNewcomer("Pia", "Operator");
let vendor: TestVendor;
let colleague: Person;
let administrator: Person;
let foreign: Person;

beforeAll(async () => {
  vendor = await openVendor(place, aNewcomer("Olu", "Operator"));
  colleague = await bringIn(vendor.operator, pia, ["operator"]);
  administrator = await settledPractice(place, aNewcomer("Ada", "Requester"));
  foreign = await settledPractice(place, aNewcomer("Otto", "Foreign"));
}, 60_000);

const ask = async (person: Person, more: object = {}) =>
  (await person.done("POST", "/sftp-requests", { ...form, ...more }, key())).requestId as string;
const decide = (person: Person, requestId: string, step: "take" | "approve" | "reject") =>
  person.call("POST", `/operator/sftp-requests/${requestId}/${step}`, step === "reject" ? { reason: "No" } : {}, key());
const cancel = (person: Person, requestId: string) =>
  person.call("POST", `/sftp-requests/${requestId}/cancel`, { reason: "No" }, key());

describe("a request that somebody sends in another's name (attack 88)", () => {
  test("is none: who asks is the session's person, whatever the body says", async () => {
    for (const forged of [
      { requestedBy: idOf(foreign, 1) },
      { requestedByEmail: "boss@sunrise.example" },
      { practiceId: idOf(foreign, 0) },
      { username: "somebody-else" },
      { state: "approved" },
      { accountId: "sfa_01KAK3M2Q8R7S6T5V4W3X2Y1Z0" },
    ]) {
      const { status, json } = await administrator.call("POST", "/sftp-requests", { ...form, ...forged }, key());
      expect([status, json.code], JSON.stringify(forged)).toEqual([400, "request.invalid"]);
    }
    const { items } = await administrator.done("GET", "/sftp-requests");
    expect(items).toEqual([]);
  });
  test("has no way in by mail: nothing of ours takes any, and no letter is answered", () => {
    const templates = globSync("cdk.out/*.template.json").map((file) => readFileSync(file, "utf8"));
    expect(templates.length).toBeGreaterThan(8);
    for (const template of templates) expect(template).not.toMatch(/AWS::SES::Receipt|ses:Receive|inbound-smtp/);
  });
  test("takes a session of the console with the permission, and both proofs not long ago", async () => {
    const wish = (person: Person) => person.call("POST", "/sftp-requests", form, key());
    expect((await wish(new Person(place))).json.code).toBe("session.required");
    const member = await settledMember(administrator, aNewcomer("Mel", "Requester"));
    expect((await wish(member)).json.code).toBe("session.forbidden");
    await inTheFuture(place, 11 * 60, async () => {
      expect((await wish(administrator)).json.code).toBe("session.step-up-required");
    });
  });
});

describe("an operator who decides about his own request (attack 89)", () => {
  test("is refused, also with another account of his address; a colleague is not", async () => {
    const { operator } = vendor;
    const own = await ask(operator);
    for (const step of ["take", "approve", "reject"] as const)
      expect((await decide(operator, own, step)).json.code).toBe("sftp-request.own");
    expect((await operator.done("GET", `/operator/sftp-requests/${own}`)).may).toEqual(["comment"]);
    expect((await decide(colleague, own, "approve")).json.state).toBe("provisioned");

    const { email } = await operator.done("GET", "/profile");
    await amend("PRACTICE_TABLE", { pk: `P#${idOf(foreign, 0)}`, sk: `U#${idOf(foreign, 1)}` }, { email });
    const elsewhere = await ask(foreign);
    expect((await decide(operator, elsewhere, "approve")).json.code).toBe("sftp-request.own");
    expect((await decide(colleague, elsewhere, "reject")).json.state).toBe("rejected");
    const told = (await eventsOf(vendor.practiceId)).filter(({ action }) => action === "sftp-request.refused");
    expect(told.map(({ reason, outcome }) => [reason, outcome])).toEqual(
      Array.from({ length: 4 }, () => ["sftp-request.own", "refused"]),
    );
  });
});

describe("of many who decide at once", () => {
  test("one approves, and one account is made", async () => {
    const requestId = await ask(administrator, { softwareName: "Racing" });
    const answers = await atOnce(20, (number) =>
      decide(twinOf(number % 2 ? colleague : vendor.operator), requestId, "approve"),
    );
    expect(spoken(answers).filter(({ status }) => status === 200)).toHaveLength(1);
    const rows = await rowsOf("PRACTICE_TABLE", `P#${idOf(administrator, 0)}`);
    const accounts = rows.filter(({ sk, requestId: of }) => sk.startsWith("SFTPA#") && of === requestId);
    expect(accounts).toHaveLength(1);
  });
  test("one takes its step, whoever it is, and the log has just that one", async () => {
    const requestId = await ask(administrator, { softwareName: "Undecided" });
    const steps = ["approve", "reject", "cancel"] as const;
    const answers = await atOnce(18, (number) => {
      const step = steps[number % 3] ?? "cancel";
      return step === "cancel"
        ? cancel(twinOf(administrator), requestId)
        : decide(twinOf(vendor.operator), requestId, step);
    });
    expect(spoken(answers).filter(({ status }) => status === 200)).toHaveLength(1);
    const ends = ["approved", "rejected", "cancelled"].map((end) => `sftp-request.${end}`);
    const events = await eventsOf(idOf(administrator, 0), requestId);
    expect(events.filter(({ action }) => ends.includes(String(action)))).toHaveLength(1);
    const { items } = await vendor.operator.done("GET", "/operator/sftp-requests");
    expect(items.map((item: { requestId: string }) => item.requestId)).not.toContain(requestId);
  });
  test("twenty requests of a practice wait, however many ask at once", async () => {
    const answers = await atOnce(26, () => twinOf(foreign).call("POST", "/sftp-requests", form, key()));
    let made = answers.filter(({ status }) => status === 201).length;
    for (const { status, json } of answers.filter((answer) => answer.status !== 201))
      expect(["sftp-request.too-many", "request.changed-meanwhile", "request.busy"], `${status}`).toContain(json.code);
    for (; made < 20; made++) await ask(foreign);
    const { items } = await foreign.done("GET", "/sftp-requests");
    expect(items.filter(({ state }: { state: string }) => state === "submitted")).toHaveLength(20);
    expect((await foreign.call("POST", "/sftp-requests", form, key())).json.code).toBe("sftp-request.too-many");
    for (const { requestId } of items.slice(0, 2)) await cancel(foreign, requestId);
    expect((await foreign.call("POST", "/sftp-requests", form, key())).status).toBe(201);
  });
});

test("another practice's request is as one that nobody has", async () => {
  const requestId = await ask(administrator, { softwareName: "Private" });
  const path = `/sftp-requests/${requestId}`;
  const saying = { headers: { "if-match": '"v1"', "idempotency-key": randomUUID() } };
  for (const [method, below, body] of [
    ["GET", "", undefined],
    ["PATCH", "", { enrolments: [] }],
    ["POST", "/cancel", { reason: "No" }],
    ["POST", "/comments", { text: "No" }],
  ] as const) {
    const { status, json } = await foreign.call(method, `${path}${below}`, body, saying);
    expect([status, json.code], `${method} ${below}`).toEqual([404, "sftp-request.not-found"]);
  }
  expect((await administrator.done("GET", path)).comments).toEqual([]);
});

test("nobody gets an account who was disabled or has expired, or may no longer ask, since he asked", async () => {
  const who = aNewcomer("Uma", "Requester");
  const second = await bringIn(administrator, who, ["security-administrator"]);
  const requestId = await ask(second, { softwareName: "Leaver" });
  const user = { pk: `P#${idOf(administrator, 0)}`, sk: `U#${idOf(second, 1)}` };
  const roles = ["security-administrator"];
  const expiresAt = new Date(Date.now() - 1000).toISOString();
  for (const gone of [{ roles: ["member"] }, { roles, expiresAt }, { expiresAt: undefined, status: "disabled" }]) {
    await amend("PRACTICE_TABLE", user, gone);
    expect((await decide(vendor.operator, requestId, "approve")).json.code).toBe("sftp-request.requester-gone");
  }
  expect((await decide(vendor.operator, requestId, "reject")).json.state).toBe("rejected");
});

describe("an operator of a practice that is not the vendor's", () => {
  const operatorPaths = ["/operator/sftp-requests", "/operator/practices", "/operator/suppressed-addresses"];
  test("cannot be made: nobody there may grant the role, by any of the ways to grant one", async () => {
    const { firstName, lastName, email } = aNewcomer("Eve", "Operator");
    const { userId, invitationId } = await administrator.done("POST", "/invitations", { firstName, lastName, email });
    const roles = ["operator"];
    const version = String((await administrator.call("GET", `/users/${userId}/roles`)).headers["etag"]);
    const saying = { headers: { "if-match": version, "idempotency-key": randomUUID() } };
    const newcomer = aNewcomer("Ivo", "Operator");
    const person = { firstName: "Ivo", lastName: "Operator", type: "staff", roles };
    for (const [method, path, body] of [
      ["POST", "/invitations", { ...person, email: newcomer.email }],
      ["POST", "/users", { ...person, password: "by-invitation", email: newcomer.email }],
      ["POST", "/users", { ...person, password: "one-time", username: newcomer.username }],
      ["PATCH", `/invitations/${invitationId}`, { roles }],
      ["PUT", `/users/${userId}/roles`, { roles, reason: "Because" }],
    ] as const) {
      const { status, json } = await administrator.call(method, path, body, saying);
      expect([status, json.code], `${method} ${path}`).toEqual([403, "user.role-not-grantable"]);
    }
    expect((await administrator.done("GET", `/users/${userId}`)).roles).toEqual(["member"]);
  });
  test("may do nothing more, should a row say that he is one", async () => {
    const who = aNewcomer("Ned", "Operator");
    const pretender = await settledPractice(place, who);
    const [practiceId, userId] = [idOf(pretender, 0), idOf(pretender, 1)];
    const roles = ["security-administrator", "user-manager", "operator"];
    await amend("PRACTICE_TABLE", { pk: `P#${practiceId}`, sk: `U#${userId}` }, { roles });
    const { pk, sk } = { pk: `U#${userId}`, sk: `S#${pretender.cookies.get("__Host-gh")?.split(".")[2]}` };
    await amend("SESSION_TABLE", { pk, sk }, { roles });
    for (const path of operatorPaths) expect((await pretender.call("GET", path)).json.code).toBe("session.forbidden");
    const { permissions } = await pretender.done("GET", "/session");
    expect(permissions.filter((name: string) => name.startsWith("operator:"))).toEqual([]);
    // Should the practice's row be wrong as well, the write still asks which practice is the vendor's.
    await amend("PRACTICE_TABLE", { pk: `P#${practiceId}`, sk: "PRACTICE" }, { isVendor: true });
    const { firstName, lastName, email } = aNewcomer("Eli", "Operator");
    const invited = await pretender.call("POST", "/invitations", { firstName, lastName, email, roles: ["operator"] });
    expect([invited.status, invited.json.code]).toEqual([403, "user.role-not-grantable"]);
  });
  test("an operator of the vendor's has no codes by mail, as he opens every practice", async () => {
    expect(colleague.authenticatorKey).toBeDefined();
    expect((await signInAs(new Person(place), pia)).enrolled).toEqual(["totp"]);
  });
});
