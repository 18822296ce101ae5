import { randomUUID } from "node:crypto";
import { beforeAll, expect, inject, test } from "vitest";
import { readCsv } from "../../shared/csv/read-csv.ts";
import { writeCsv } from "../../shared/csv/write-csv.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer, type Person, unique } from "../kit/person.ts";
import { dropRows, eventsOf, rowsOf } from "../kit/rows.ts";
import { settledMember, settledPractice } from "../kit/settled.ts";

const place = inject("place");
const chief = aNewcomer("Ada", "Import");
const titles = ["First name", "Last name", "E-mail", "Type", "Roles"];
let manager: Person;
let practiceId: string;
beforeAll(async () => {
  manager = await settledPractice(place, chief);
  ({ practiceId } = await manager.done("GET", "/session"));
});

const fileOf = (rows: readonly (readonly string[])[]) => writeCsv([titles, ...rows]);
const aRow = (own: Partial<Record<"first" | "last" | "email" | "type" | "roles", string>> = {}) => [
  own.first ?? "Ida",
  own.last ?? "Imported",
  own.email ?? `${unique("ida")}@sunrise.example`,
  own.type ?? "",
  own.roles ?? "",
];
const look = (csv: string, columns?: object) =>
  manager.call("POST", "/invitation-imports?dryRun=true", { csv, ...(columns && { columns }) });
const begin = (csv: string, key: string = randomUUID()) =>
  manager.done("POST", "/invitation-imports", { csv }, { headers: { "idempotency-key": key } });

/** Asks to go on until the import is done. @returns the last answer, and how often was asked */
async function finish(importId: string) {
  for (let asked = 1; ; asked++) {
    const { json: view, status } = await manager.call("POST", `/invitation-imports/${importId}/continue`);
    expect([200, 503], view.detail).toContain(status);
    if (view.state === "done") return { view, asked };
  }
}

/** All that an import could leave, but for what following it in lists and sending its mails changes. */
async function stateOfPractice() {
  const rows = await rowsOf("PRACTICE_TABLE", `P#${practiceId}`);
  // What becomes of letters that left before is told meanwhile.
  const events = (await eventsOf(practiceId)).filter(({ action }) => !String(action).startsWith("mail."));
  return { rows: rows.map(({ sk }) => sk).sort(), events: events.length };
}

test("a dry run tells of each row what would become of it, and writes nothing at all", async () => {
  await manager.done("POST", "/invitations", { firstName: "Ivo", lastName: "Invited", email: "ivo@sunrise.example" });
  const before = await stateOfPractice();
  const answer = await look(
    fileOf([
      aRow({ email: "Nina@Sunrise.example", type: "Provider", roles: "user manager; Auditor" }),
      aRow({ email: "ivo@sunrise.example" }),
      aRow({ email: chief.email }),
      aRow({ email: "no address" }),
      aRow({ first: "", email: "nobody@sunrise.example" }),
      aRow({ email: "nina@sunrise.example" }),
      aRow({ email: "role@sunrise.example", roles: "Chief" }),
      aRow({ email: "many@sunrise.example" }).concat("more", "cells"),
    ]),
  );
  expect(answer.status).toBe(200);
  const { rows, counts, state, total, importId } = answer.json;
  expect([state, total, importId]).toEqual(["checked", 8, undefined]);
  expect(counts).toEqual({ "to-invite": 1, invited: 0, "already-invited": 1, "already-user": 1, error: 5 });
  type Told = { line: number; outcome: string; errors?: { field: string; detail: string }[] };
  expect(
    rows.map(({ line, outcome, errors }: Told) => [
      line,
      outcome,
      ...(errors ?? []).flatMap((e) => [e.field, e.detail]),
    ]),
  ).toEqual([
    [2, "to-invite"],
    [3, "already-invited"],
    [4, "already-user"],
    [5, "error", "email", "must be an e-mail address"],
    [6, "error", "firstName", "must not be empty"],
    [7, "error", "email", "stands on line 2 already"],
    [8, "error", "roles", expect.stringContaining("must be one of")],
    [9, "error", "email", "stands in a row with more cells than there are titles"],
  ]);
  expect(await stateOfPractice()).toEqual(before);
});

test("columns are found by name in any case, and otherwise chosen", async () => {
  const odd = "NACHNAME;Vorname;E-Mail Address\r\nLovelace;Ada;ada.l@sunrise.example\r\n";
  const missing = await look(odd);
  expect([missing.status, missing.json.code]).toEqual([422, "import.column-missing"]);
  expect(missing.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    "/columns/firstName",
    "/columns/lastName",
  ]);
  const { json } = await look(odd, { firstName: "Vorname", lastName: "NACHNAME" });
  expect(json.rows).toEqual([
    { line: 2, outcome: "to-invite", firstName: "Ada", lastName: "Lovelace", email: "ada.l@sunrise.example" },
  ]);
});

test.each([
  ["with a quotation mark too few", 'First name,Last name,E-mail\r\n"Ada,Lovelace', "import.unreadable"],
  ["with titles only", "First name,Last name,E-mail\r\n", "import.no-rows"],
  ["of 1,001 people", fileOf(Array.from({ length: 1001 }, () => aRow())), "import.too-many-rows"],
  ["of more than a megabyte", `First name,Last name,E-mail\r\n${"ä".repeat(600_000)}`, "request.too-large"],
])("a file %s is refused as a whole", async (_, csv, code) => {
  expect((await look(csv)).json.code).toBe(code);
  expect((await manager.call("POST", "/invitation-imports", { csv })).json.code).toBe(code);
});

test("an import is its importer's, and gives no role that he may not grant", async () => {
  const helper = await settledMember(manager, aNewcomer("Uma", "Import"), ["user-manager"]);
  const csv = fileOf([aRow({ roles: "security-administrator" }), aRow({ roles: "member" })]);
  const { json } = await helper.call("POST", "/invitation-imports?dryRun=true", { csv });
  expect(json.counts).toMatchObject({ "to-invite": 1, error: 1 });
  const { importId } = await begin(csv);
  for (const [method, path] of [
    ["GET", ""],
    ["POST", "/continue"],
  ] as const) {
    const answer = await helper.call(method, `/invitation-imports/${importId}${path}`);
    expect([answer.status, answer.json.code]).toEqual([404, "import.not-found"]);
  }
  expect((await finish(importId)).view.counts.invited).toBe(2);
});

test("of two that go on with one import at once, and one who invites beside them, nobody is invited twice", async () => {
  const people = Array.from({ length: 150 }, () => aRow({ last: "Beside" }));
  const { importId } = await begin(fileOf(people));
  const beside = people
    .slice(0, 40)
    .map(([firstName, lastName, email]) => manager.call("POST", "/invitations", { firstName, lastName, email }));
  await Promise.all([finish(importId), finish(importId), finish(importId), ...beside]);
  const rows = await rowsOf("PRACTICE_TABLE", `P#${practiceId}`);
  const users = rows.filter((row) => row.sk.startsWith("U#") && row["lastName"] === "Beside");
  expect(users.map((user) => user["email"]).sort()).toEqual(people.map(([, , email]) => email).sort());
  const letters = rows.filter((row) => row["letter"] === "invitation" && String(row["subjectName"]).endsWith("Beside"));
  expect(letters).toHaveLength(150);
  const ends = (await eventsOf(practiceId)).filter(
    ({ action, changes }) => action === "users.imported" && JSON.stringify(changes).includes(importId),
  );
  expect(ends).toHaveLength(1);
});

test("an export holds the list row by row, as it is filtered and sorted", async () => {
  const count = async () => (await manager.done("GET", "/user-counts")).all;
  await expect.poll(count, { ...listed, timeout: 60_000 }).toBeGreaterThan(150);
  const questions: Record<string, string>[] = [
    {},
    { sort: "email", direction: "descending" },
    { registration: "invited", sort: "name" },
    { search: "beside", sort: "invitedAt", direction: "descending" },
    { search: "ida be", role: "member" },
    { status: "disabled" },
  ];
  for (const question of questions) {
    const shown: string[][] = [];
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({ ...question, limit: "100", ...(cursor && { cursor }) });
      const page = await manager.done("GET", `/users?${query}`);
      shown.push(...page.items.map((user: Record<string, string>) => [user["userId"], user["email"], user["status"]]));
      cursor = page.nextCursor;
    } while (cursor);
    const part = await manager.done("POST", "/user-exports", { question });
    const file = readCsv(part.csv);
    const [names, ...records] = file.isReadable ? file.records.map(({ cells }) => cells) : [];
    const cell = (row: readonly string[], name: string) => row[names?.indexOf(name) ?? -1];
    const exported = records.map((row) => ["User id", "E-mail", "Status"].map((name) => cell(row, name)));
    expect(exported, JSON.stringify(question)).toEqual(shown);
    expect([part.count, part.nextCursor]).toEqual([shown.length, undefined]);
  }
  const told = (await eventsOf(practiceId)).filter((event) => event["action"] === "users.exported");
  expect(told.map((event) => event["changes"])).toHaveLength(questions.length);
  expect(told[1]?.["changes"]).toMatchObject({ question: { after: questions[1] }, before: { after: 0 } });
});

/** `npm run long` imports 1,000, as many as a file may have. */
const many = Number(process.env["IMPORT_PEOPLE"] ?? 300);

test(`${many} people are imported in less than two minutes, cut off midway too, each invited once, and the log tells who, by what and how many`, async () => {
  const people = Array.from({ length: many }, (_, index) => aRow({ first: `Ida ${index}`, last: "Thousand" }));
  const csv = fileOf(people);
  const begun = performance.now();
  const key = randomUUID();
  const { importId, state, total } = await begin(csv, key);
  expect([state, total]).toEqual(["running", many]);
  expect((await begin(csv, key)).importId, "the same request again").toBe(importId);
  // The caller is cut off while a request works, and asks again beside it.
  const headers = {
    cookie: [...manager.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    origin: new URL(place.baseUrl).origin,
    "content-type": "application/json",
    "x-csrf-token": manager.csrfToken ?? "",
  };
  const url = `${place.baseUrl}/api/v1/invitation-imports/${importId}/continue`;
  const cutOff = fetch(url, { method: "POST", headers, body: "{}", signal: AbortSignal.timeout(500) });
  await expect(cutOff).rejects.toThrow();
  const { view, asked } = await finish(importId);
  const seconds = (performance.now() - begun) / 1000;
  process.stdout.write(`import of ${many} people: ${seconds.toFixed(1)} s in ${asked} requests\n`);
  expect(seconds).toBeLessThan(120);
  expect(view.counts).toEqual({ "to-invite": 0, invited: many, "already-invited": 0, "already-user": 0, error: 0 });

  const rows = await rowsOf("PRACTICE_TABLE", `P#${practiceId}`);
  const users = rows.filter((row) => row.sk.startsWith("U#") && row["lastName"] === "Thousand");
  expect(new Set(users.map((user) => user["email"]))).toEqual(new Set(people.map(([, , email]) => email)));
  expect(users).toHaveLength(many);
  const invitations = rows.filter((row) => row.sk.startsWith("I#") && row["lastName"] === "Thousand");
  expect(invitations.map((row) => row["source"])).toEqual(Array.from({ length: many }, () => "import"));
  const mailed = rows.filter(
    (row) => row["letter"] === "invitation" && String(row["subjectName"]).endsWith("Thousand"),
  );
  expect(mailed).toHaveLength(many);
  expect(
    mailed.filter((row) => !row["later"]),
    "letters that a sign-in code would wait behind",
  ).toEqual([]);
  const events = await eventsOf(practiceId);
  const told = (action: string) => events.filter((event) => event["action"] === action);
  const ofThisImport = (action: string) =>
    told(action)
      .map((event) => event["changes"] as Record<string, { after: unknown }>)
      .filter((changes) => changes["import"]?.after === importId);
  expect(told("user.invited").filter((event) => String(event["subjectName"]).endsWith("Thousand"))).toHaveLength(many);
  expect(ofThisImport("users.import-begun")).toMatchObject([{ rows: { after: many }, toInvite: { after: many } }]);
  expect(ofThisImport("users.imported")).toMatchObject([{ invited: { after: many } }]);

  const again = await look(csv);
  expect(again.json.counts).toMatchObject({ "to-invite": 0, "already-invited": many });
  const result = await manager.done("GET", `/invitation-imports/${importId}`);
  expect(result.rows.map(({ outcome }: { outcome: string }) => outcome)).toEqual(
    Array.from({ length: many }, () => "invited"),
  );
  // A thousand letters that nobody waits for would hold up those of the tests after this one.
  const letters = (await rowsOf("PRACTICE_TABLE", `P#${practiceId}`)).filter(({ sk }) => sk.startsWith("O#"));
  await dropRows("PRACTICE_TABLE", letters);
});
