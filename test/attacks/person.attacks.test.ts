import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { atOnce } from "../kit/burst.ts";
import type { Answered } from "../kit/http.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer, type Newcomer, type Person } from "../kit/person.ts";
import { amend, eventsOf, rowsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";

const place = inject("place");
let chief: Person;
let manager: Person;
beforeAll(async () => {
  chief = await settledPractice(place, aNewcomer("Chief", "Edited"));
  manager = await settledMember(chief, aNewcomer("Mia", "Edited"), ["user-manager"]);
});

const idOf = (person: Person) => person.cookies.get("__Host-gh")!.split(".")[1]!;
const practiceId = () => chief.cookies.get("__Host-gh")!.split(".")[0]!;
/** A user's row but for what became of his letter, which the mails tell while a test goes on. */
const rowOf = async (userId: string): Promise<Readonly<Record<string, unknown>>> => {
  const rows = await rowsOf("PRACTICE_TABLE", `P#${practiceId()}`);
  return { ...rows.find(({ sk }) => sk === `U#${userId}`), delivery: undefined };
};
const etagOf = async (userId: string, by: Person) => String((await by.call("GET", `/users/${userId}`)).headers["etag"]);
const edit = (userId: string, body: object, version: string, by = manager) =>
  by.call("PATCH", `/users/${userId}`, body, { headers: { "if-match": version } });
const editNow = async (userId: string, body: object, by = manager) => edit(userId, body, await etagOf(userId, by), by);

async function somebody(by = chief): Promise<{ who: Newcomer; person: Person; id: string }> {
  const who = aNewcomer("Pat", "Edited");
  const person = await settledMember(by, who);
  return { who, person, id: idOf(person) };
}
async function invited(): Promise<{ who: Newcomer; id: string }> {
  const who = aNewcomer("Ivo", "Edited");
  const { firstName, lastName, email } = who;
  return { who, id: (await chief.done("POST", "/invitations", { firstName, lastName, email })).userId };
}

const professional = {
  title: "MD",
  contactPhone: "+1 (312) 555-0147",
  npi: "1234567893",
  providerNumber: "SF-2041",
  deaNumber: "ab1234563",
  deaExpiresOn: "2027-03-31",
  licenceNumber: "036-118042",
  licenceState: "il",
  licenceExpiresOn: "2027-07-31",
  externalIds: { "service-center": "CH-77" },
};

describe("editing a user", () => {
  test("keeps what is typed in one form, tells old and new in the log, and is found by the provider number", async () => {
    const { id } = await invited();
    const saved = await editNow(id, professional);
    expect([saved.status, saved.json]).toMatchObject([
      200,
      { ...professional, contactPhone: "+13125550147", deaNumber: "AB1234563", licenceState: "IL" },
    ]);
    expect(saved.headers["etag"]).toBe('"v2"');
    const cleared = await editNow(id, { title: null, npi: "1245319599" });
    expect(cleared.json).not.toHaveProperty("title");
    expect(cleared.json).toMatchObject({ npi: "1245319599", providerNumber: "SF-2041" });
    const events = (await eventsOf(practiceId(), id)).filter(({ action }) => action === "user.details-changed");
    expect(events.at(-1)).toMatchObject({
      actorId: idOf(manager),
      changes: { title: { before: "MD" }, npi: { before: "1234567893", after: "1245319599" } },
    });
    await expect
      .poll(
        async () =>
          (await chief.done("GET", "/users?search=2041")).items.map(({ userId }: { userId: string }) => userId),
        listed,
      )
      .toEqual([id]);
  });

  test.each([
    ["npi", { npi: "1234567894" }, "/npi"],
    ["DEA number", { deaNumber: "AB1234564", deaExpiresOn: "2027-03-31" }, "/deaNumber"],
    ["state", { licenceNumber: "1", licenceState: "XX", licenceExpiresOn: "2027-03-31" }, "/licenceState"],
    ["day", { deaNumber: "AB1234563", deaExpiresOn: "2027-02-30" }, "/deaExpiresOn"],
    ["licence alone", { licenceNumber: "036-1" }, "/licenceState"],
    ["application", { externalIds: { billing: "1" } }, "/externalIds/billing"],
  ])("with a wrong %s names the field and changes nothing", async (_, body, pointer) => {
    const { id } = await invited();
    const before = await rowOf(id);
    const answer = await editNow(id, body);
    expect([answer.status, answer.json.errors[0].pointer]).toEqual([400, pointer]);
    expect(await rowOf(id)).toEqual(before);
  });

  test("changes the e-mail address of nobody (attack 30)", async () => {
    const [{ id }, open] = [await somebody(), await invited()];
    for (const [userId, by] of [
      [id, manager],
      [id, chief],
      [open.id, chief],
      [idOf(chief), chief],
    ] as const) {
      const before = await rowOf(userId);
      const answer = await editNow(userId, { email: "thief@elsewhere.example", title: "MD" }, by);
      expect([answer.status, answer.json.code]).toEqual([403, "user.email-of-its-owner"]);
      expect(await rowOf(userId)).toEqual(before);
    }
  });

  test("takes no attribute that is not a detail (attack 57)", async () => {
    const { id } = await somebody();
    const before = await rowOf(id);
    for (const own of [
      { roles: ["security-administrator"] },
      { status: "disabled" },
      { practiceId: "prc_01KAK3M2Q8R7S6T5V4W3X2Y1Z0" },
      { userId: idOf(chief) },
      { username: "chief" },
      { secondStep: "none" },
      { securityVersion: 99 },
      { version: 1 },
      { phone: "+13125550147" },
      { mustChangePassword: false },
      { expiresAt: null },
      { siteIds: [] },
      { pk: "P#x", sk: "U#x" },
      { __proto__: { roles: ["auditor"] }, constructor: {} },
    ]) {
      const answer = await editNow(id, { title: "MD", ...own });
      expect([answer.status, answer.json.code], JSON.stringify(own)).toEqual([400, "request.invalid"]);
    }
    expect(await rowOf(id)).toEqual(before);
  });

  test("gives nobody more: the own kind, ids, roles, hours and end stay with others (attack 59)", async () => {
    const own = idOf(manager);
    expect((await editNow(own, { type: "provider" })).json.code).toBe("user.own-account");
    expect((await editNow(own, { externalIds: { ehr: "1" } })).json.code).toBe("user.own-account");
    const version = await etagOf(own, manager);
    const saying = { headers: { "if-match": version } };
    const access = { applications: ["administration", "ehr"], reason: "More for me" };
    expect((await manager.call("PUT", `/users/${own}/access`, access, saying)).json.code).toBe("user.own-account");
    const roles = { roles: ["security-administrator"], reason: "More for me" };
    expect((await chief.call("PUT", `/users/${idOf(chief)}/roles`, roles, saying)).json.code).toBe("user.own-account");
    expect((await editNow(own, { title: "RN" })).status).toBe(200);
    expect((await editNow(idOf(chief), { title: "MD" })).json.code).toBe("user.may-do-more");
  });
});

describe("two who edit at once", () => {
  const statuses = (answers: readonly Answered[]) => answers.map(({ status }) => status).sort();

  test("of 200 edits of one version one is saved, and the others are told", async () => {
    const { id } = await invited();
    const version = await etagOf(id, manager);
    const answers = await atOnce(200, (number) => edit(id, { title: `T${number}` }, version));
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(new Set(statuses(answers).filter((status) => status !== 200 && status !== 503))).toEqual(new Set([412]));
    expect((await rowOf(id))?.["title"]).toBe(winners[0]?.json.title);
    const events = (await eventsOf(practiceId(), id)).filter(({ action }) => action === "user.details-changed");
    expect(events).toHaveLength(1);
  });

  test("of edits that each read again until they are saved none is lost", async () => {
    const { id } = await invited();
    await editNow(id, { addressLines: ["0"] });
    const add = async (): Promise<number> => {
      for (let tries = 1; ; tries++) {
        const read = await manager.call("GET", `/users/${id}`);
        const next = String(Number(read.json.addressLines[0]) + 1);
        const answer = await edit(id, { addressLines: [next] }, String(read.headers["etag"]));
        if (answer.status === 200) return tries;
        expect([412, 503]).toContain(answer.status);
      }
    };
    const each = await atOnce(4, async () => {
      for (let i = 0; i < 10; i++) await add();
    });
    expect(each).toHaveLength(4);
    expect((await rowOf(id))?.["addressLines"]).toEqual(["40"]);
  });
});

describe("a person who leaves", () => {
  test("is shown with all that hangs on the account before it is disabled, and stays in the list to be picked (peers A11, D4)", async () => {
    const { person, id } = await somebody();
    const read = async () => chief.done("GET", `/users/${id}/consequences`);
    const ofSftp = { sftpAccounts: [], sftpSecretsSeen: [] };
    const nothing = { marks: [], designatedAt: [], mayBreakGlass: false, pays: false, ...ofSftp };
    expect(await read()).toEqual({ ...nothing, openSessions: 1 });
    const end = new Date(Date.now() + 30 * 86_400_000).toISOString();
    await amend(
      "PRACTICE_TABLE",
      { pk: `P#${practiceId()}`, sk: `U#${id}` },
      {
        expiresAt: end,
        epcs: {
          designatedAt: ["practice"],
          marks: { practice: { mark: "epcs-enroller" }, gone: { mark: "epcs-enroller", suspendedAt: end } },
        },
      },
    );
    const [where] = (await read()).designatedAt;
    expect(await read()).toEqual({
      ...nothing,
      openSessions: 1,
      expiresAt: end,
      designatedAt: [where],
      marks: [{ mark: "epcs-enroller", place: where }],
    });
    const stranger = await settledPractice(place, aNewcomer("Sid", "Stranger"));
    expect((await stranger.call("GET", `/users/${id}/consequences`)).json.code).toBe("user.not-found");
    await chief.done(
      "POST",
      `/users/${id}/disable`,
      { reason: "Left" },
      { headers: { "idempotency-key": randomUUID() } },
    );
    expect((await person.call("GET", "/session")).status).toBe(401);
    const left = async () =>
      (await chief.done("GET", "/users?status=disabled")).items.map(({ userId }: { userId: string }) => userId);
    await expect.poll(left, listed).toEqual([id]);
    const { items } = await chief.done("GET", `/audit-events?actorId=${id}`);
    expect(items.length, "what the leaver did is still found").toBeGreaterThan(0);
  });
});
