import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { newId } from "../../shared/data/ids.ts";
import type { UnusedMode } from "../../shared/domain/policy.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import type { User } from "../../shared/domain/user.ts";
import { aPractice, aUser } from "../kit/builders.ts";
import { handlerOf, someContext, takeEnvironment } from "../kit/in-process.ts";
import { ownTable } from "../kit/own-table.ts";
import { unique } from "../kit/person.ts";
import { rowsWith } from "../kit/rows.ts";

takeEnvironment();
const { store } = await import("../../shared/data/client.ts");
const { commit } = await import("../../shared/data/commit.ts");
const { insert, update } = await import("../../shared/data/changes.ts");
const { keys } = await import("../../shared/data/keys.ts");
const { userRow } = await import("../../shared/data/users.ts");
const { followAll } = await import("../../shared/data/directory-writer.ts");
const { readCounts } = await import("../../shared/data/directory.ts");
const { mailsDueBy } = await import("../../shared/data/mails.ts");

const dayMs = 86_400_000;
const began = Date.now();
const day = (days: number) => new Date(began + days * dayMs).toISOString();
const tables: Awaited<ReturnType<typeof ownTable>>[] = [];
beforeAll(async () => {
  // Without a stream: nobody else follows these rows or sends these letters.
  for (const name of ["PRACTICE_TABLE", "DIRECTORY_TABLE"]) {
    const table = await ownTable(process.env[name] ?? "");
    process.env[name] = table.name;
    tables.push(table);
  }
});
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: began }));
afterEach(() => void vi.useRealTimers());
afterAll(async () => void (await Promise.all(tables.map((table) => table.remove()))));

interface House {
  readonly scope: ReturnType<typeof scopeOf>;
  readonly people: Readonly<Record<string, User>>;
}

async function aHouse(mode: UnusedMode, own: Record<string, Partial<User>>, practice: Partial<Practice> = {}) {
  const practiceId = newId("prc", new Date());
  const scope = scopeOf(practiceId);
  const person = (name: string, more: Partial<User>) =>
    aUser({
      ...more,
      practiceId,
      userId: newId("usr", new Date()),
      email: `${unique(name)}@sunrise.example`,
      firstName: name,
    });
  const people = Object.fromEntries(Object.entries(own).map(([name, more]) => [name, person(name, more)]));
  const ids = Object.fromEntries(Object.entries(people).map(([name, { userId }]) => [name, userId]));
  const marks = practice.breakGlassMarks;
  const row = aPractice({
    ...practice,
    practiceId,
    policy: { unusedAccounts: { mode, days: 90 } },
    ...(marks && {
      breakGlassMarks: Object.fromEntries(Object.entries(marks).map(([name, mark]) => [ids[name] ?? name, mark])),
    }),
  });
  await commit(
    { practiceId, actorId: "test", actorName: "Test", now: new Date() },
    {
      changes: [
        insert("practice", { ...keys.practice(scope), ...row }),
        ...Object.values(people).map((user) => insert("practice", userRow(scope, user))),
      ],
      deeds: [{ action: "practice.opened" }],
    },
  );
  await followAll(scope, Object.values(ids), new Date());
  return { scope, people };
}

const run = async () => (await handlerOf("caretaker"))({ sweep: true } as never, someContext);
/** Runs as the hour does, on a later day; the directory has followed until then. */
async function runOn(days: number, { scope, people }: House): Promise<void> {
  vi.setSystemTime(began + days * dayMs);
  await followAll(
    scope,
    Object.values(people).map(({ userId }) => userId),
    new Date(),
  );
  await run();
}
const now = async ({ scope, people }: House, name: string) =>
  (
    await store.send(
      new GetCommand({
        TableName: process.env["PRACTICE_TABLE"],
        Key: keys.user(scope, people[name]!.userId),
        ConsistentRead: true,
      }),
    )
  ).Item as User;
const done = async ({ people }: House, name: string) =>
  (await rowsWith("AUDIT_TABLE", "subjectId", people[name]!.userId))
    .sort((one, other) => (one.sk < other.sk ? -1 : 1))
    .map(({ action }) => action);
interface Letter {
  readonly letter: string;
  readonly params: Readonly<Record<string, string>>;
}
/** The letters in the outbox to one person, oldest first. */
async function lettersTo({ scope, people }: House, name: string): Promise<Letter[]> {
  const due = await mailsDueBy(new Date(Date.now() + dayMs), 500);
  const rows = await Promise.all(
    due
      .filter(({ pk }) => pk === keys.practice(scope).pk)
      .map(
        async ({ pk, sk }) =>
          (await store.send(new GetCommand({ TableName: process.env["PRACTICE_TABLE"], Key: { pk, sk } }))).Item,
      ),
  );
  return rows.filter((row) => row?.["to"] === people[name]!.email) as unknown as Letter[];
}
const named = (letters: readonly Letter[], letter: string) => letters.filter((each) => each.letter === letter);
const manager = { roles: ["user-manager" as const], lastSignInAt: day(200) };

test("an account that nobody uses is warned of twice and then disabled, though every run comes twice and two at once", async () => {
  const house = await aHouse("disable", { Max: manager, Ida: { lastSignInAt: day(0) } });
  const twice = async (days: number) => {
    await runOn(days, house);
    await run();
  };
  await twice(75);
  expect(await lettersTo(house, "Ida")).toEqual([]);
  await runOn(76.6, house);
  await Promise.all([run(), run()]);
  expect(named(await lettersTo(house, "Ida"), "account-unused")).toHaveLength(1);
  expect(named(await lettersTo(house, "Max"), "accounts-ending")).toHaveLength(1);
  await twice(80);
  await twice(88);
  await twice(89);
  expect(named(await lettersTo(house, "Ida"), "account-unused")).toHaveLength(2);
  expect(named(await lettersTo(house, "Max"), "accounts-ending")).toHaveLength(1);
  expect(await now(house, "Ida")).toMatchObject({ status: "active" });
  await twice(92);
  await twice(95);
  expect(await now(house, "Ida")).toMatchObject({ status: "disabled", securityVersion: 2 });
  expect(await done(house, "Ida")).toEqual(["user.unused-warned", "user.unused-warned", "user.unused-disabled"]);
  expect(await now(house, "Max")).toMatchObject({ status: "active" });
});

test("a schedule that stood still for a year promises its days anew and disables nobody at once", async () => {
  const house = await aHouse("disable", { Max: { ...manager, lastSignInAt: day(500) }, Ida: { lastSignInAt: day(0) } });
  await runOn(460, house);
  expect(await now(house, "Ida")).toMatchObject({
    status: "active",
    unusedNotice: { letters: 1, disablesAt: day(474) },
  });
  await runOn(480, house);
  expect(await now(house, "Ida")).toMatchObject({
    status: "active",
    unusedNotice: { letters: 2, disablesAt: day(483) },
  });
  await runOn(484, house);
  expect(await now(house, "Ida")).toMatchObject({ status: "disabled" });
});

test("who signs in after the letters stays, and so does who is enabled again", async () => {
  const house = await aHouse("disable", { Ida: { lastSignInAt: day(0) } });
  await runOn(77, house);
  await runOn(88, house);
  const origin = { practiceId: house.scope.practiceId, actorId: "test", actorName: "Test", now: new Date() };
  await commit(origin, {
    changes: [
      update("practice", keys.user(house.scope, house.people["Ida"]!.userId), { set: { lastSignInAt: day(89) } }),
    ],
    deeds: [{ action: "sign-in.succeeded" }],
  });
  await runOn(95, house);
  expect(await now(house, "Ida")).toMatchObject({ status: "active", unusedNotice: { since: day(0) } });
});

test("neither the last administrator nor who may break the glass is warned or disabled", async () => {
  const mark = { markedAt: day(0), markedBy: "usr_x" } as never;
  const house = await aHouse(
    "disable",
    { Ada: { roles: ["security-administrator"], lastSignInAt: day(0) }, Eve: { lastSignInAt: day(0) } },
    { administrators: 1, breakGlassMarks: { Eve: mark } },
  );
  for (const days of [80, 100, 200, 300]) await runOn(days, house);
  for (const name of ["Ada", "Eve"]) {
    expect(await now(house, name)).toMatchObject({ status: "active" });
    expect(named(await lettersTo(house, name), "account-unused")).toEqual([]);
  }
});

test("of two administrators whom nobody saw for a year one stays", async () => {
  const house = await aHouse(
    "disable",
    {
      Ada: { roles: ["security-administrator"], lastSignInAt: day(0) },
      Bea: { roles: ["security-administrator"], lastSignInAt: day(0) },
    },
    { administrators: 2 },
  );
  for (const days of [77, 88, 92, 93, 94, 120]) await runOn(days, house);
  const statuses = [await now(house, "Ada"), await now(house, "Bea")].map(({ status }) => status);
  expect(statuses.toSorted()).toEqual(["active", "disabled"]);
});

test("where accounts are only marked, managers are told once and nobody is kept out", async () => {
  const house = await aHouse("flag", { Max: manager, Ida: { lastSignInAt: day(0) } });
  for (const days of [89, 91, 92, 190]) await runOn(days, house);
  expect(await now(house, "Ida")).toMatchObject({ status: "active", unusedNotice: { letters: 0 } });
  expect(await done(house, "Ida")).toEqual(["user.found-unused"]);
  const told = named(await lettersTo(house, "Max"), "accounts-ending");
  expect(told.map(({ params }) => params["accounts"])).toEqual([expect.stringContaining("left as it is")]);
});

test("managers hear of an account that ends 14 days before, once for each last day, all in one letter", async () => {
  const house = await aHouse("off", {
    Max: manager,
    Tom: { lastSignInAt: day(0), expiresAt: day(20) },
    Una: { lastSignInAt: day(0), expiresAt: day(19) },
  });
  for (const days of [4, 7, 8, 9]) await runOn(days, house);
  const [letter, ...more] = named(await lettersTo(house, "Max"), "accounts-ending");
  expect(more).toEqual([]);
  expect(letter?.params["accounts"]).toMatch(/Tom Sato: ends .*Una Sato: ends |Una Sato: ends .*Tom Sato: ends /);
  expect(await lettersTo(house, "Tom")).toEqual([]);
  expect(await done(house, "Tom")).toEqual(["user.end-told"]);
});

test("the order in which practices are looked through shows in no count", async () => {
  const house = await aHouse("off", { Ida: {} });
  await runOn(1, house);
  expect((await readCounts(house.scope)).numbers).not.toHaveProperty("dueAt");
});

test("an account that is disabled so loses its EPCS mark for good, in the same write", async () => {
  const held = {
    mark: "epcs-enroller",
    proposalId: "epp_1",
    enteredBy: "a",
    approvedBy: "b",
    grantedAt: day(-9),
  } as const;
  const house = await aHouse("disable", {
    Max: manager,
    Ida: { lastSignInAt: day(0), secondStep: "totp", epcs: { designatedAt: [], marks: { practice: held } } },
  });
  for (const days of [76.6, 89, 95]) await runOn(days, house);
  expect(await now(house, "Ida")).toMatchObject({
    status: "disabled",
    epcs: { marks: { practice: { ...held, suspendedBecause: "not-active" } } },
  });
  expect((await done(house, "Ida")).slice(-2).toSorted()).toEqual(["epcs.suspended", "user.unused-disabled"]);
});
