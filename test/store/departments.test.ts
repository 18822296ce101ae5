import { beforeAll, expect, test, vi } from "vitest";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import type { User } from "../../shared/domain/user.ts";
import { aUser } from "../kit/builders.ts";
import { takeEnvironment } from "../kit/in-process.ts";
import { amend, putRows } from "../kit/rows.ts";

takeEnvironment();
const { userRow } = await import("../../shared/data/users.ts");
const { listDirectory } = await import("../../shared/data/directory.ts");
const { followAll } = await import("../../shared/data/directory-writer.ts");
const { followRenamed } = await import("../../shared/data/directory-departments.ts");
const { idsOfGroup, someOfGroup } = await import("../../shared/data/directory-members.ts");

const now = new Date();
const practiceId = newId("prc", now);
const scope = scopeOf(practiceId);
const [radiology, billing] = [newId("dep", now), newId("dep", now)] as const;
const population = Number(process.env["DEPARTMENT_MEMBERS"] ?? 46);
const users: User[] = Array.from({ length: population }, (_, index) =>
  aUser({
    practiceId,
    userId: newId("usr", now),
    username: `user.${index}`,
    lastName: `Name ${index}`,
    departmentId: index % 23 === 0 ? billing : radiology,
  }),
);
const ids = users.map(({ userId }) => userId);
const group = { scope, facet: "department", value: radiology } as const;

async function call(departmentId: string, name: string): Promise<void> {
  await amend("PRACTICE_TABLE", keys.department(scope, departmentId), { name, departmentId });
}

async function namesListed(): Promise<Map<string | undefined, number>> {
  const question = { isDescending: false, filters: { department: radiology } };
  const counted = new Map<string | undefined, number>();
  let after: Awaited<ReturnType<typeof listDirectory>>["next"];
  do {
    const page = await listDirectory({ scope, question, limit: 100, now }, after);
    for (const { departmentName } of page.users) counted.set(departmentName, (counted.get(departmentName) ?? 0) + 1);
    after = page.next;
  } while (after);
  return counted;
}
const members = users.filter(({ departmentId }) => departmentId === radiology).length;

beforeAll(async () => {
  await call(radiology, "Radiology");
  await call(billing, "Billing");
  await putRows(
    "PRACTICE_TABLE",
    users.map((user) => userRow(scope, user)),
  );
  await followAll(scope, ids, now);
}, 120_000);

test("the members of a renamed department are listed under its new name, and sorted by it", async () => {
  expect([...(await namesListed())]).toEqual([["Radiology", members]]);
  await call(radiology, "Imaging");
  expect(await followRenamed({ scope, departmentId: radiology, untilMilliseconds: Date.now() + 60_000 }, now)).toBe(
    true,
  );
  expect([...(await namesListed())]).toEqual([["Imaging", members]]);
  const question = { sort: "department" as const, isDescending: false, filters: {} };
  const { users: first } = await listDirectory({ scope, question, limit: 20, now }, undefined);
  const others = users.length - members;
  expect(first.map(({ departmentName }) => departmentName)).toEqual([
    ...Array.from({ length: others }, () => "Billing"),
    ...Array.from({ length: 20 - others }, () => "Imaging"),
  ]);
}, 120_000);

test("a rename that runs out of time says so, and asked again comes to its end", async () => {
  await call(radiology, "Scans");
  const renamed = { scope, departmentId: radiology };
  expect(await followRenamed({ ...renamed, untilMilliseconds: Date.now() - 1 }, now)).toBe(false);
  let tries = 0;
  while (!(await followRenamed({ ...renamed, untilMilliseconds: Date.now() + 200 }, now))) tries += 1;
  expect(tries).toBeLessThan(population);
  expect([...(await namesListed())]).toEqual([["Scans", members]]);
}, 120_000);

test("who is followed while his department is renamed ends under its last name", async () => {
  // The stack's own function follows each of the names as well, beside this one.
  for (const name of ["One", "Two", "Three"]) {
    await Promise.all([call(radiology, name), followAll(scope, ids.slice(1, 20), now)]);
  }
  await expect.poll(async () => [...(await namesListed())], { timeout: 60_000 }).toEqual([["Three", members]]);
}, 120_000);

test("who has left a department is in nobody's hands there, though the directory still names him (attack 69)", async () => {
  const [gone] = users.filter(({ departmentId }) => departmentId === radiology);
  await amend("PRACTICE_TABLE", keys.user(scope, gone!.userId), { departmentId: billing });
  const isIn = ({ departmentId }: User) => departmentId === radiology;
  expect((await idsOfGroup(group, undefined)).ids).toContain(gone!.userId);
  const found = await someOfGroup(group, isIn, population);
  expect(found).toHaveLength(members - 1);
  expect(found.map(({ userId }) => userId)).not.toContain(gone!.userId);
});

test("a row without a name is told and not listed, and keeps nobody beside it from being followed", async () => {
  const [nameless, named] = [newId("usr", now), newId("usr", now)];
  await putRows("PRACTICE_TABLE", [
    { ...keys.user(scope, nameless), practiceId, userId: nameless, status: "active" },
    userRow(scope, aUser({ practiceId, userId: named, username: "named.user", lastName: "Beside" })),
  ]);
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  await followAll(scope, [nameless, named], now);
  const lines = printed.mock.calls.map(([line]) => String(line));
  printed.mockRestore();
  expect(lines.filter((line) => line.includes("a user without a name is not listed"))).not.toEqual([]);
  const question = { isDescending: false, filters: {}, search: "beside" };
  const { users: found } = await listDirectory({ scope, question, limit: 10, now }, undefined);
  expect(found.map(({ userId }) => userId)).toEqual([named]);
});
