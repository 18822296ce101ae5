import { expect, inject, test } from "vitest";
import { readCsv } from "../../shared/csv/read-csv.ts";
import { writeCsv } from "../../shared/csv/write-csv.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer, unique } from "../kit/person.ts";
import { settledPractice } from "../kit/settled.ts";
import { inTheFuture } from "../kit/tools-port.ts";

const place = inject("place");
const formulas = ['=cmd|"/C calc"!A0', "+1+1", "-2+3", "@SUM(1)", '=HYPERLINK("https://evil.example";"x")'];

test("names that are formulas come out of an export, and back in again, as the text they are (attack 50)", async () => {
  const manager = await settledPractice(place, aNewcomer("Exa", "Export"));
  for (const formula of formulas)
    await manager.done("POST", "/invitations", {
      firstName: formula,
      lastName: formula,
      email: `${unique("=formula")}@sunrise.example`,
    });
  await expect.poll(async () => (await manager.done("GET", "/users")).items, listed).toHaveLength(formulas.length + 1);
  const { csv } = await manager.done("POST", "/user-exports");
  expect(csv.charCodeAt(0)).toBe(0xfeff);
  // Read as a spreadsheet does, which knows nothing of our mark.
  const cells = [...csv.slice(1).matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(
    ([, quoted, plain]) => quoted ?? plain,
  );
  expect(cells.filter((cell) => cell.startsWith("'")).length).toBe(3 * formulas.length);
  expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  const file = readCsv(csv);
  const names = file.isReadable ? file.records.slice(1).map(({ cells: [first] }) => first) : [];
  expect(names).toEqual(expect.arrayContaining(formulas));
  const rows = formulas.map((formula) => [formula, formula, `${unique("back")}@sunrise.example`]);
  const back = await manager.done("POST", "/invitation-imports?dryRun=true", {
    csv: writeCsv([["First name", "Last name", "E-mail"], ...rows]),
  });
  expect(back.rows.map(({ firstName }: { firstName: string }) => firstName)).toEqual(formulas);
});

test("an export asks for password and second step again, ends at the practice, and goes on only with its own marker", async () => {
  const manager = await settledPractice(place, aNewcomer("Eve", "Export"));
  const stranger = await settledPractice(place, aNewcomer("Sid", "Stranger"));
  const late = await inTheFuture(place, 11 * 60, () => manager.call("POST", "/user-exports"));
  expect([late.status, late.json.code]).toEqual([403, "session.step-up-required"]);
  const { csv } = await stranger.done("POST", "/user-exports");
  expect(csv).not.toContain("Eve");
  const page = () => manager.done("GET", "/users?limit=1");
  await expect.poll(async () => (await page()).items, listed).toHaveLength(1);
  const { nextCursor } = await page();
  for (const cursor of ["x.y", nextCursor ?? "eyJ4IjoxfQ.c2ln"]) {
    const answer = await manager.call("POST", "/user-exports", { cursor });
    expect([answer.status, answer.json.code]).toEqual([400, "request.cursor"]);
  }
});
