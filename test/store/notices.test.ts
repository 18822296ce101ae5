import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { newId } from "../../shared/data/ids.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { aUser } from "../kit/builders.ts";
import { takeEnvironment } from "../kit/in-process.ts";
import { ownTable } from "../kit/own-table.ts";
import { putRows } from "../kit/rows.ts";

takeEnvironment();
const { doerAndAdministrators, userRow } = await import("../../shared/data/users.ts");
const { followAll } = await import("../../shared/data/directory-writer.ts");

let directory: Awaited<ReturnType<typeof ownTable>>;
beforeAll(async () => {
  // Followed by nobody but the test.
  directory = await ownTable(process.env["DIRECTORY_TABLE"] ?? "");
  process.env["DIRECTORY_TABLE"] = directory.name;
});
afterAll(() => directory.remove());

/** A practice of two administrators whom no list knows yet. */
async function unlisted() {
  const now = new Date();
  const practiceId = newId("prc", now);
  const users = ["Ada", "Ben"].map((firstName) =>
    aUser({ practiceId, userId: newId("usr", now), firstName, status: "active", roles: ["security-administrator"] }),
  );
  const scope = scopeOf(practiceId);
  await putRows(
    "PRACTICE_TABLE",
    users.map((user) => userRow(scope, user)),
  );
  return { scope, now, doer: users[0]!, ids: users.map(({ userId }) => userId) };
}

test("a notice waits a moment for administrators whom the directory does not list yet", async () => {
  const { scope, now, doer, ids } = await unlisted();
  const told = doerAndAdministrators(scope, { doer, count: 2 }, now);
  await pause(50);
  await followAll(scope, ids, now);
  expect((await told).map(({ userId }) => userId)).toEqual(ids);
});

test("a notice goes to who did it where the directory lists nobody, and the log says whom it misses", async () => {
  const { scope, now, doer, ids } = await unlisted();
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const told = await doerAndAdministrators(scope, { doer, count: 2 }, now);
  const lines = printed.mock.calls.map(([line]) => String(line));
  printed.mockRestore();
  expect(told.map(({ userId }) => userId)).toEqual(ids.slice(0, 1));
  expect(lines.filter((line) => line.includes("administrators whom the directory does not list yet"))).toHaveLength(1);
});
