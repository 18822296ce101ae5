import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { atOnce } from "../kit/burst.ts";
import { aNewcomer, type Person } from "../kit/person.ts";
import { eventsOf } from "../kit/rows.ts";
import { settledPractice } from "../kit/settled.ts";

/** Company settings and favourite pharmacies: bad input names its field and changes nothing; foreign ids are missing ones. */
const place = inject("place");
let administrator: Person;
let practiceId: string;
beforeAll(async () => {
  administrator = await settledPractice(place, aNewcomer("Ada", "Company"), { npi: "1234567893" });
  practiceId = (await administrator.done("GET", "/practice")).practiceId;
});

async function edit(path: string, body: object, method = "PATCH") {
  const version = String((await administrator.call("GET", path)).headers["etag"] ?? '"v1"');
  return administrator.call(method, path, body, { headers: { "if-match": version } });
}

describe("the company's settings", () => {
  test.each([
    [{ furtherNpis: ["1245319599", "1245319598"] }, "/furtherNpis/1"],
    [{ furtherNpis: ["1245319599", "1245319599"] }, "/furtherNpis"],
    [{ furtherNpis: Array.from({ length: 11 }, () => "1245319599") }, "/furtherNpis"],
    [{ furtherNpis: ["1234567893"] }, "/furtherNpis"],
    [{ taxId: "12-345678" }, "/taxId"],
    [{ taxId: "" }, "/taxId"],
    [{ contact: { email: "nobody" } }, "/contact/email"],
    [{ contact: { phone: "12" } }, "/contact/phone"],
    [{ contact: { fax: "1" } }, "/contact/fax"],
    [{ addressLines: ["1", "2", "3", "4", "5"] }, "/addressLines"],
    [{ isSoleProprietor: "yes" }, "/isSoleProprietor"],
  ])("%j are refused at %s and change nothing", async (change, pointer) => {
    const before = await administrator.done("GET", "/practice");
    const { status, json } = await edit("/practice", { name: "Changed", ...change });
    expect([400, 422]).toContain(status);
    expect(json.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    expect(await administrator.done("GET", "/practice")).toEqual(before);
  });

  test("are kept as they are written down, taken away again, and the log keeps a tax id's end only", async () => {
    const company = {
      furtherNpis: ["1245319599"],
      taxId: "98 7654321",
      addressLines: ["12 Shore Road", "Evanston, IL 60202"],
      contact: { name: "Ada Lindqvist", email: "Office@Sunrise.example", phone: "+1 (312) 555-0147" },
      isSoleProprietor: true,
    };
    expect((await edit("/practice", company)).json).toMatchObject({
      ...company,
      taxId: "98-7654321",
      contact: { name: "Ada Lindqvist", email: "office@sunrise.example", phone: "+13125550147" },
    });
    const gone = { furtherNpis: [], taxId: null, addressLines: [], contact: {}, isSoleProprietor: false };
    const cleared = (await edit("/practice", gone)).json;
    expect(cleared).toMatchObject({ furtherNpis: [], addressLines: [], contact: {}, isSoleProprietor: false });
    expect(cleared.taxId).toBeUndefined();
    const events = await eventsOf(practiceId, practiceId);
    expect(JSON.stringify(events)).not.toContain("7654321");
    const told = events.filter(({ action }) => action === "practice.changed").map(({ changes }) => changes);
    expect(told).toMatchObject([
      { taxId: { after: "\u2022\u2022-\u2022\u2022\u20224321" } },
      { taxId: { before: "\u2022\u2022-\u2022\u2022\u20224321" } },
    ]);
  });
});

describe("a favourite pharmacy", () => {
  const add = (body: object, by = administrator) =>
    by.call("POST", "/pharmacies", body, { headers: { "idempotency-key": randomUUID() } });

  test("is there once by its NCPDP id, though fifty ask at once, and is counted once", async () => {
    const answers = await atOnce(50, (number) =>
      add({ ncpdpId: number % 2 ? "123-4567" : "1234567", name: `Number ${number}` }),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const { json } of answers.filter(({ status }) => status !== 201))
      expect(["pharmacy.known", "request.changed-meanwhile", "request.busy"]).toContain(json.code);
    expect((await administrator.done("GET", "/pharmacies")).items).toHaveLength(1);
    const again = await add({ ncpdpId: "1234567", name: "Again" });
    expect([again.status, again.json.code, again.json.errors[0].pointer]).toEqual([409, "pharmacy.known", "/ncpdpId"]);
  });

  test.each([
    [{ ncpdpId: "123456", name: "Short" }, "/ncpdpId"],
    [{ ncpdpId: "12345678", name: "Long" }, "/ncpdpId"],
    [{ ncpdpId: "2345678", name: " " }, "/name"],
    [{ ncpdpId: "2345678", name: "Phoneless", phone: "call us" }, "/phone"],
    [{ ncpdpId: "2345678", name: "Far", addressLines: ["1", "2", "3", "4", "5"] }, "/addressLines"],
  ])("%j is refused at %s", async (body, pointer) => {
    const { status, json } = await add(body);
    expect([status, json.errors[0].pointer]).toEqual([400, pointer]);
  });

  test("is changed on the version that was read, removed once, and another practice's is one that nobody has (attack 55)", async () => {
    const stranger = await settledPractice(place, aNewcomer("Fay", "Foreign"));
    await add({ ncpdpId: "7000001", name: "Theirs" }, stranger);
    const path = "/pharmacies/7000001";
    expect((await administrator.call("GET", path)).json.code).toBe("pharmacy.not-found");
    expect((await edit(path, { name: "Mine" }, "PUT")).json.code).toBe("pharmacy.not-found");
    expect((await administrator.call("DELETE", path)).json.code).toBe("pharmacy.not-found");
    await add({ ncpdpId: "7000002", name: "Ours", phone: "+13125550147", addressLines: ["1 Main Street"] });
    const own = "/pharmacies/7000002";
    const stale = await administrator.call("PUT", own, { name: "Stale" }, { headers: { "if-match": '"v9"' } });
    expect(stale.status).toBe(412);
    expect((await edit(own, { name: "Ours too" }, "PUT")).json).toEqual({
      ncpdpId: "7000002",
      name: "Ours too",
      addressLines: [],
      version: 2,
    });
    const removals = await atOnce(5, () => administrator.call("DELETE", own));
    expect(removals.filter(({ status }) => status === 204)).toHaveLength(1);
    expect((await eventsOf(practiceId, "7000002")).map(({ action }) => action)).toEqual([
      "pharmacy.added",
      "pharmacy.changed",
      "pharmacy.removed",
    ]);
    expect((await stranger.done("GET", "/pharmacies")).items).toHaveLength(1);
  });
});
