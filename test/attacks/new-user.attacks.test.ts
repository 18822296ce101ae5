import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { atOnce } from "../kit/burst.ts";
import { mails } from "../kit/inbox.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer, enrolTotp, goodPassword, Person, registerFrom, signInAs, unique } from "../kit/person.ts";
import { eventsOf, rowsOf, rowsWith } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";

const place = inject("place");
let chief: Person;
let manager: Person;
beforeAll(async () => {
  chief = await settledPractice(place, aNewcomer("Chief", "Adding"));
  manager = await settledMember(chief, aNewcomer("Mia", "Adding"), ["user-manager"]);
});

const practiceId = () => chief.cookies.get("__Host-gh")!.split(".")[0]!;
const rows = () => rowsOf("PRACTICE_TABLE", `P#${practiceId()}`);
const add = (body: object, by = manager, key: string = randomUUID()) =>
  by.call("POST", "/users", body, { headers: { "idempotency-key": key } });
const handOver = (userId: string, body: object, by = manager) =>
  by.call("POST", `/users/${userId}/one-time-password`, body, { headers: { "idempotency-key": randomUUID() } });

const person = { firstName: "Cleo", lastName: "Marsh", type: "provider", roles: ["member"] };
const invited = () => ({ ...person, password: "by-invitation", email: `${unique("cleo")}@sunrise.example` });
const oneTime = () => ({ ...person, password: "one-time", username: unique("cleo") });

/** What there is of the practice that a refused request must leave alone. */
const standing = async () =>
  (await rows())
    .map(({ sk }) => sk)
    .filter((sk) => !/^(MAIL|O#)/.test(sk))
    .sort();

describe("adding a user", () => {
  test("by invitation brings all that was typed with it, and the person finds it after registering", async () => {
    const { siteId } = await chief.done("POST", "/sites", { name: unique("Annex") });
    const { departmentId } = await chief.done("POST", "/departments", { name: unique("Lab") });
    const body = {
      ...invited(),
      departmentId,
      pin: "83920174",
      expiresAt: "2031-03-31T05:00:00.000Z",
      siteIds: [siteId],
      details: { npi: "1234567893", title: "MD", wantsClaimMails: true },
    };
    const { status, json } = await add(body);
    expect([status, json.user.registration, json.oneTimePassword]).toEqual([201, "invited", undefined]);
    const who = { ...aNewcomer("Cleo", "Marsh"), email: body.email };
    await registerFrom(new Person(place), who);
    expect(await chief.done("GET", `/users/${json.user.userId}`)).toMatchObject({
      npi: "1234567893",
      title: "MD",
      wantsClaimMails: true,
      expiresAt: body.expiresAt,
      username: who.username,
      departmentId,
    });
    expect((await chief.done("GET", `/departments/${departmentId}`)).members).toBe(1);
    expect(await chief.done("GET", `/users/${json.user.userId}/access`)).toMatchObject({ siteIds: [siteId] });
    expect(await manager.done("GET", `/users/${json.user.userId}/pin`)).toMatchObject({ state: "set" });
  });

  test("with a one-time password shows it once; no mail has it, and it opens nothing but the way to a new one, with an app (peers A10)", async () => {
    const [body, key] = [oneTime(), randomUUID()];
    const { json } = await add(body, manager, key);
    expect(json.oneTimePassword).toMatch(/^(\w{4}-){3,}\w{4}$/);
    expect((await add(body, manager, key)).json.code).toBe("idempotency.already-shown");
    const cleo = new Person(place);
    const asked = await signInAs(cleo, { username: body.username, password: json.oneTimePassword });
    expect(asked).toMatchObject({ outcome: "second-step", enrolled: [], open: ["totp"] });
    expect(await enrolTotp(cleo)).toBe("new-password");
    expect((await cleo.call("GET", "/session")).status).toBe(401);
    const { session } = await cleo.done("POST", "/sign-in/new-password", { password: goodPassword });
    expect(session).toMatchObject({ username: body.username });
    expect(
      (await new Person(place).call("POST", "/sign-in", { identifier: body.username, password: json.oneTimePassword }))
        .status,
    ).toBe(401);
    const events = await eventsOf(practiceId(), json.user.userId);
    expect(events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["user.creation-started", "user.created", "password.renewed"]),
    );
    for (const event of events) expect(JSON.stringify(event)).not.toContain(json.oneTimePassword);
    expect(JSON.stringify(await mails(place.toolsUrl))).not.toContain(json.oneTimePassword);
  });

  test("who has no address gets another one-time password from a manager, who learns nobody else's", async () => {
    const { json } = await add(oneTime());
    const again = await handOver(json.user.userId, { reason: "Came to the front desk with a passport" });
    expect(again.json.oneTimePassword).not.toBe(json.oneTimePassword);
    const { username } = json.user;
    expect(
      (await new Person(place).call("POST", "/sign-in", { identifier: username, password: json.oneTimePassword }))
        .status,
    ).toBe(401);
    await signInAs(new Person(place), { username, password: again.json.oneTimePassword });
    expect((await handOver(json.user.userId, {})).json.errors[0].pointer).toBe("/reason");
    const withAddress = await settledMember(chief, aNewcomer("Pat", "Adding"));
    const { userId } = await withAddress.done("GET", "/session");
    const reason = "Came to the front desk with a passport";
    expect((await handOver(userId, { reason })).json.code).toBe("user.resets-by-mail");
    expect((await handOver((await manager.done("GET", "/session")).userId, { reason })).json.code).toBe(
      "user.own-account",
    );
  });

  test("counts the new one in the list, and an administrator among the practice's", async () => {
    const before = (await rows()).find(({ sk }) => sk === "PRACTICE");
    const body = { ...oneTime(), roles: ["security-administrator"] };
    const { json } = await add(body, chief);
    const after = (await rows()).find(({ sk }) => sk === "PRACTICE");
    expect(after).toMatchObject({
      registered: Number(before?.["registered"]) + 1,
      administrators: Number(before?.["administrators"]) + 1,
    });
    await expect
      .poll(async () => (await chief.done("GET", `/users?search=${body.username}`)).items[0]?.userId, listed)
      .toBe(json.user.userId);
  });
});

describe("nobody is added past the rules", () => {
  test("with more power than the adder has (attacks 36, 61)", async () => {
    const before = await standing();
    for (const wish of [invited(), oneTime()])
      for (const roles of [["security-administrator"], ["member", "auditor", "security-administrator"]]) {
        const answer = await add({ ...wish, roles });
        expect([answer.status, answer.json.code]).toEqual([403, "user.role-not-grantable"]);
      }
    // Nobody outside of the vendor's practice makes an operator, whatever he may do.
    expect((await add({ ...invited(), roles: ["operator"] }, chief)).json.code).toBe("user.role-not-grantable");
    for (const roles of [["epcs-approver"], ["owner"], [], "member", [["member"]]])
      expect((await add({ ...invited(), roles }, chief)).json.code).toBe("request.invalid");
    expect(await standing()).toEqual(before);
  });

  test("with attributes that no step asks for (attack 57)", async () => {
    const before = await standing();
    for (const own of [
      { status: "active" },
      { practiceId: "prc_01KAK3M2Q8R7S6T5V4W3X2Y1Z0" },
      { userId: "usr_01KAK3M2Q8R7S6T5V4W3X2Y1Z0" },
      { mustChangePassword: false },
      { oneTimePassword: goodPassword },
      { secondStep: "totp" },
      { securityVersion: 9 },
      { registeredAt: "2026-01-01T00:00:00.000Z" },
      { creation: "mine" },
      { details: { roles: ["auditor"] } },
      { details: { phone: "+13125550147" } },
    ])
      for (const wish of [invited(), oneTime()])
        expect((await add({ ...wish, ...own })).json.code, JSON.stringify(own)).toBe("request.invalid");
    expect((await add({ ...oneTime(), password: goodPassword })).json.errors[0].pointer).toBe("/password");
    expect(await standing()).toEqual(before);
  });

  test("with a step of the wizard left out (attack 66)", async () => {
    const before = await standing();
    const whole = { ...invited(), ...{ siteIds: [], details: { individualBillingNumber: "7" } } };
    for (const missing of ["password", "email", "firstName", "lastName", "type", "roles"] as const) {
      const { [missing]: _, ...rest } = whole;
      const answer = await add(rest);
      expect([answer.status, answer.json.errors[0].pointer]).toEqual([400, `/${missing}`]);
    }
    expect((await add({ details: whole.details })).status).toBe(400);
    const { username: _, ...nameless } = oneTime();
    expect((await add(nameless)).json.errors[0].pointer).toBe("/username");
    expect((await add({ ...invited(), departmentId: "dep_01KAK3M2Q8R7S6T5V4W3X2Y1Z0" })).json.code).toBe(
      "department.unknown",
    );
    expect((await add({ ...invited(), siteIds: ["sit_01KAK3M2Q8R7S6T5V4W3X2Y1Z0"] })).json.code).toBe(
      "user.site-unknown",
    );
    expect((await add({ ...invited(), applications: ["ehr"] })).json.code).toBe("user.application-unused");
    expect((await add({ ...invited(), details: { licenceNumber: "1" } })).json.errors[0].pointer).toBe(
      "/details/licenceState",
    );
    expect(await standing()).toEqual(before);
  });

  test("with an address that somebody has, of this practice or another: no takeover, and nothing told (attack 29)", async () => {
    const other = aNewcomer("Otto", "Elsewhere");
    await settledPractice(place, other);
    const mine = aNewcomer("Mona", "Adding");
    await settledMember(chief, mine);
    for (const wish of [invited(), oneTime()])
      expect((await add({ ...wish, email: mine.email })).json.code).toBe("user.email-taken");
    const known = await add({ ...oneTime(), email: other.email });
    const unknown = await add({ ...oneTime(), email: `${unique("nobody")}@sunrise.example` });
    const shapeOf = ({ json }: typeof known) => Object.keys(json.user).sort();
    expect([known.status, shapeOf(known)]).toEqual([unknown.status, shapeOf(unknown)]);
    // The address goes on finding its owner: nobody proved it here.
    const [found] = await rowsWith("PRACTICE_TABLE", "pk", `EMAIL#${other.email}`);
    expect(Array.from((found?.["accounts"] ?? []) as Iterable<string>)).toHaveLength(1);
    expect(
      (await new Person(place).call("POST", "/sign-in", { identifier: other.email, password: goodPassword })).status,
    ).toBe(200);
  });
});

describe("a username", () => {
  test("wanted by 200 at once is one person's (attack 67)", async () => {
    const username = unique("wanted");
    const answers = await atOnce(200, () => add({ ...oneTime(), username }));
    const winners = answers.filter(({ status }) => status === 201);
    expect(winners).toHaveLength(1);
    expect(new Set(answers.map(({ json }) => json.code))).toEqual(
      new Set([
        undefined,
        "user.username-taken",
        ...(answers.some(({ status }) => status === 503) ? ["request.busy"] : []),
      ]),
    );
    const holders = (await rows()).filter((row) => row["username"] === username);
    expect(holders.map(({ sk }) => sk)).toEqual([`U#${winners[0]?.json.user.userId}`]);
  });

  test("is told free or taken to who adds people, and not without end", async () => {
    const taken = (await add(oneTime())).json.user.username;
    const ask = (username: string, by = manager) => by.call("GET", `/usernames?username=${username}`);
    expect((await ask(taken)).json).toEqual({ isFree: false });
    expect((await ask(unique("free"))).json).toEqual({ isFree: true });
    expect((await ask("a@b")).status).toBe(400);
    const asker = await settledMember(chief, aNewcomer("Ask", "Adding"), ["user-manager"]);
    const answers = await atOnce(70, () => ask(taken, asker));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10);
  });
});
