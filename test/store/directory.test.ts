import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import { applicationsOf } from "../../shared/domain/application.ts";
import type { Question } from "../../shared/domain/directory.ts";
import { sortNames } from "../../shared/domain/directory-sorts.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { roleNames } from "../../shared/domain/role.ts";
import { type User, viewOf } from "../../shared/domain/user.ts";
import { userTypeNames } from "../../shared/domain/user-type.ts";
import { aUser } from "../kit/builders.ts";
import { takeEnvironment } from "../kit/in-process.ts";
import { unique } from "../kit/person.ts";
import { amend, putRows, rowsOf } from "../kit/rows.ts";

takeEnvironment();
const { readUser, userRow } = await import("../../shared/data/users.ts");
const { listDirectory, readCounts } = await import("../../shared/data/directory.ts");
const { followAll, followTime, rebuild } = await import("../../shared/data/directory-writer.ts");

/** Runs of the comparison: 1,000 by `npm run long`. */
const questions = Number(process.env["DIRECTORY_QUESTIONS"] ?? 150);
const population = 240;
const now = new Date();
const at = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString();
const practiceId = newId("prc", now);
const scope = scopeOf(practiceId);
const lastNames = [
  "Adams",
  "adams",
  "Ádams",
  "Özil",
  "Ozil",
  "O'Neil",
  "de Boer",
  "Zhang",
  "Ångström",
  "Li",
  "Smith",
  "Smythe",
];
const firstNames = ["Ada", "Ben", "Zoë", "Zoe", "Anna Maria", "Smilla", "李"];
const departments = new Map(["Radiology", "Örtliche Praxis", "billing"].map((name) => [newId("dep", now), name]));
const departmentIds = [...departments.keys()];
let users: User[] = [];

const person = fc.record({
  lastName: fc.constantFrom(...lastNames),
  firstName: fc.constantFrom(...firstNames),
  status: fc.constantFrom("active", "active", "active", "invited", "disabled" as const),
  type: fc.constantFrom(...userTypeNames),
  roles: fc.uniqueArray(fc.constantFrom(...roleNames), { minLength: 1, maxLength: 2 }),
  secondStep: fc.constantFrom("none", "totp", "email" as const),
  lockedUntil: fc.constantFrom(undefined, undefined, undefined, at(1), at(-1)),
  expiresAt: fc.constantFrom(undefined, undefined, at(30), at(8), at(-3)),
  siteIds: fc.constantFrom(undefined, ["sit_north"], ["sit_north", "sit_south"]),
  invitationExpiresAt: fc.constantFrom(at(-2), at(2)),
  invitationRevokedAt: fc.constantFrom(undefined, undefined, undefined, at(-1)),
  invitationSource: fc.constantFrom("console" as const, "import" as const, undefined),
  invitationSentAt: fc.integer({ min: -20, max: 0 }).map(at),
  delivery: fc.constantFrom("delivered" as const, "bounced" as const, undefined),
  deliveryReason: fc.constantFrom("550 user unknown", undefined),
  lastSignInAt: fc.option(fc.integer({ min: -90, max: 0 }).map(at), { nil: undefined }),
  departmentId: fc.constantFrom(undefined, ...departmentIds),
  applications: fc.constantFrom(undefined, ["administration" as const], ["administration" as const, "ehr" as const]),
});

beforeAll(async () => {
  users = fc.sample(person, { numRuns: population, seed: 7 }).map((own, index) =>
    aUser({
      ...own,
      practiceId,
      userId: newId("usr", now),
      username: `user.${index}`,
      email: `person${index % 50}.x${index}@sunrise.example`,
      invitedAt: at(-index),
      registeredAt: at(-index / 2),
    } as Partial<User>),
  );
  await putRows(
    "PRACTICE_TABLE",
    users.map((user) => userRow(scope, user)),
  );
  const rows = [...departments].map(([departmentId, name]) => ({
    ...keys.department(scope, departmentId),
    departmentId,
    name,
  }));
  await putRows("PRACTICE_TABLE", rows);
  await followAll(
    scope,
    users.map(({ userId }) => userId),
    now,
  );
});

// The reference: what a person would do with the whole list on paper. It shares no code with the directory.
const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase().toLowerCase();
const paperWords = (user: User) => [
  ...[user.firstName, user.lastName, user.username ?? "", user.email!.split("@")[0] ?? ""].flatMap((text) =>
    fold(text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ""),
  ),
  user.email!,
];
const registrations = ["invitation-expired", "setup-incomplete", "invited", "registered", "invitation-revoked"];
const mending = ["bounced", "suppressed", "complained", "failed", "expired"];
const paperInvitation = (user: User) => {
  const { invitation } = viewOf(user, now);
  if (invitation === undefined) return "9";
  if (invitation === "revoked") return "8";
  return mending.includes(invitation) ? String(mending.indexOf(invitation)) : `7${invitation}`;
};
const paperValue: Record<string, (user: User) => string> = {
  name: () => "",
  firstName: (user) => fold(user.firstName),
  email: (user) => user.email!,
  username: (user) => user.username ?? "",
  type: (user) => user.type,
  department: (user) => fold(departments.get(user.departmentId ?? "") ?? ""),
  role: (user) => String(Math.min(...user.roles.map((role) => roleNames.indexOf(role)))),
  status: (user) => String(["locked", "expired", "disabled", "active"].indexOf(viewOf(user, now).status)),
  registration: (user) => String(registrations.indexOf(viewOf(user, now).registration)),
  secondStep: (user) => user.secondStep,
  invitation: paperInvitation,
  invitationSentAt: (user) => viewOf(user, now).invitationSentAt ?? "",
  invitedAt: (user) => user.invitedAt ?? "",
  registeredAt: (user) => user.registeredAt ?? "",
  lastSignInAt: (user) => user.lastSignInAt ?? "",
  expiresAt: (user) => user.expiresAt ?? "",
};

const paperFacets: Record<string, (user: User) => readonly string[]> = {
  status: (user) => [viewOf(user, now).status],
  registration: (user) => [viewOf(user, now).registration],
  secondStep: (user) => [user.secondStep],
  invitation: (user) => [viewOf(user, now).invitation ?? "none", viewOf(user, now).invitation ? "any" : "none"],
  source: (user) => [user.invitationSource ?? "unknown"],
  type: (user) => [user.type],
  role: (user) => user.roles,
  application: (user) => applicationsOf(user),
  site: (user) => user.siteIds ?? ["every"],
  department: (user) => (user.departmentId ? [user.departmentId] : []),
  signedIn: (user) => [user.lastSignInAt === undefined ? "never" : "before"],
  ends: (user) => [user.expiresAt !== undefined && Date.parse(user.expiresAt) > now.getTime() ? "later" : "not"],
};

function onPaper({ search = "", sort, isDescending, filters, lastSignInBefore, endsBefore }: Question): string[] {
  const terms = fold(search).split(/\s+/).filter(Boolean);
  const longest = [...terms].sort((one, other) => other.length - one.length)[0];
  const wanted = Object.entries(filters);
  const fits = (user: User) =>
    (endsBefore === undefined || (user.expiresAt ?? "") > now.toISOString()) &&
    (endsBefore === undefined || user.expiresAt! < endsBefore) &&
    (lastSignInBefore === undefined || user.lastSignInAt === undefined || user.lastSignInAt < lastSignInBefore) &&
    terms.every((term) => paperWords(user).some((word) => word.startsWith(term))) &&
    wanted.every(([facet, value]) => paperFacets[facet]!(user).includes(value));
  const firstWord = (user: User) =>
    paperWords(user)
      .filter((word) => longest && word.startsWith(longest))
      .sort()[0] ?? "";
  const byMoment = (lastSignInBefore && "lastSignInAt") ?? (endsBefore && "expiresAt");
  const others = wanted.filter(([facet]) => facet !== "signedIn" || lastSignInBefore === undefined);
  const usual = byMoment && others.length === 0 ? byMoment : "name";
  const value = sort === undefined && longest ? firstWord : paperValue[sort ?? usual]!;
  const keyOf = (user: User) =>
    [value(user), fold(user.lastName), fold(user.firstName), user.userId].map((part) => Buffer.from(part));
  const order = (one: User, other: User) => {
    const [a, b] = [keyOf(one), keyOf(other)];
    return a.map((part, index) => Buffer.compare(part, b[index]!)).find((sign) => sign !== 0) ?? 0;
  };
  const sorted = users.filter(fits).sort(order);
  return (isDescending ? sorted.reverse() : sorted).map(({ userId }) => userId);
}

async function inPages(question: Question, limit: number): Promise<string[]> {
  const seen: string[] = [];
  let after: Awaited<ReturnType<typeof listDirectory>>["next"];
  do {
    const page = await listDirectory({ scope, question, limit, now }, after);
    expect(page.users.length).toBeLessThanOrEqual(limit);
    seen.push(...page.users.map(({ userId }) => userId));
    after = page.next && JSON.parse(JSON.stringify(page.next));
  } while (after);
  return seen;
}

const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined, freq: 2 });
const filtersOf = fc
  .record({
    status: maybe(fc.constantFrom("active", "locked", "expired", "disabled")),
    registration: maybe(fc.constantFrom("invited", "invitation-expired", "setup-incomplete", "registered")),
    secondStep: maybe(fc.constantFrom("none", "totp", "email")),
    invitation: maybe(fc.constantFrom("any", "bounced", "expired", "revoked", "delivered")),
    source: maybe(fc.constantFrom("console", "import")),
    type: maybe(fc.constantFrom(...userTypeNames)),
    role: maybe(fc.constantFrom(...roleNames)),
    application: maybe(fc.constantFrom("administration", "ehr")),
    site: maybe(fc.constantFrom("every", "sit_north", "sit_south")),
    department: maybe(fc.constantFrom(...departmentIds)),
    signedIn: maybe(fc.constantFrom("never", "before")),
    ends: maybe(fc.constantFrom("later", "not")),
  })
  .map((filters) => Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)));
const someFilters = filtersOf.chain((all) =>
  fc.subarray(Object.entries(all), { maxLength: Math.min(3, Object.keys(all).length) }).map(Object.fromEntries),
);
const question: fc.Arbitrary<Question> = fc.record({
  search: maybe(
    fc.constantFrom("ad", "smi", "Zo", "neil", "ann mar", "person1", "user smith", "李", "person7.x57@sun", "xyz"),
  ),
  sort: maybe(fc.constantFrom(...sortNames)),
  isDescending: fc.boolean(),
  filters: someFilters,
  lastSignInBefore: fc.option(fc.constantFrom(at(-30), at(-60)), { nil: undefined, freq: 3 }),
  endsBefore: fc.option(fc.constantFrom(at(-1), at(14), at(60)), { nil: undefined, freq: 3 }),
}) as fc.Arbitrary<Question>;

test(`${questions} combinations of search, filters and order, page by page, agree with a reference on paper`, async () => {
  let found = 0;
  const runs = fc.asyncProperty(question, fc.integer({ min: 3, max: 100 }), async (asked, limit) => {
    const wanted = onPaper(asked);
    found += wanted.length;
    expect(await inPages(asked, limit)).toEqual(wanted);
  });
  await fc.assert(runs, { numRuns: questions, seed: 11 });
  expect(found).toBeGreaterThan(questions * 5);
}, 180_000);

test.each(sortNames)("sorted by %s, either way, everybody stands there once, as on paper (peers D2)", async (sort) => {
  for (const isDescending of [false, true]) {
    const asked = { sort, isDescending, filters: {} };
    expect(await inPages(asked, 50)).toEqual(onPaper(asked));
  }
});

test("the list shows of each user what his own row shows", async () => {
  const { users: listed } = await listDirectory(
    { scope, question: { isDescending: false, filters: {} }, limit: 100, now },
    undefined,
  );
  for (const user of listed) {
    const row = await readUser(scope, user.userId);
    const departmentName = departments.get(row?.departmentId ?? "");
    expect(row && viewOf({ ...row, ...(departmentName ? { departmentName } : {}) }, now)).toEqual(viewOf(user, now));
  }
  expect(listed).toHaveLength(100);
});

test("the counts are those of the rows, and following again changes nothing", async () => {
  const counted = async () => (await readCounts(scope)).numbers;
  const first = await counted();
  expect(first["all"]).toBe(population);
  for (const status of ["active", "locked", "expired", "disabled"] as const)
    expect(first[`status.${status}`] ?? 0).toBe(users.filter((user) => viewOf(user, now).status === status).length);
  await rebuild(scope, undefined, now);
  await Promise.all([1, 2, 3].map(() => followAll(scope, users.map(({ userId }) => userId).slice(0, 30), now)));
  expect(await counted()).toEqual(first);
});

test("who is renamed, locked or moved stands in the new places only, whoever follows at once", async () => {
  const user = users[17]!;
  const key = { pk: `P#${practiceId}`, sk: `U#${user.userId}` };
  const places = async () => {
    const parts = ["s#name", "s#status", "f#status#locked", "f#status#active", "w"];
    const rows = await Promise.all(parts.map((part) => rowsOf("DIRECTORY_TABLE", `${practiceId}#${part}`)));
    return rows
      .flat()
      .filter(({ sk }) => sk.endsWith(user.userId))
      .map(({ sk }) => sk);
  };
  const before = await places();
  const renamed = { ...user, lastName: "Quxley", status: "active" as const, lockedUntil: at(2), expiresAt: undefined };
  await amend("PRACTICE_TABLE", key, {
    lastName: "Quxley",
    status: "active",
    lockedUntil: at(2),
    expiresAt: undefined,
  });
  await Promise.all(Array.from({ length: 5 }, () => followAll(scope, [user.userId], now)));
  const after = await places();
  expect(before.some((sk) => sk.includes("quxley"))).toBe(false);
  expect(after.filter((sk) => sk.includes("quxley"))).toHaveLength(after.length);
  const { users: locked } = await listDirectory(
    { scope, question: { search: "quxl", isDescending: false, filters: { status: "locked" } }, limit: 5, now },
    undefined,
  );
  expect(locked.map(({ userId }) => userId)).toEqual([user.userId]);
  users[17] = renamed;
});

test("when a lock ends by time, the sweep moves the person to his new place", async () => {
  const user = users.find((each) => viewOf(each, now).status === "locked" && each.expiresAt === undefined)!;
  const later = new Date(now.getTime() + 3 * 86_400_000);
  const question = { search: user.email, isDescending: false, filters: { status: "active" } };
  const listed = async () => (await listDirectory({ scope, question, limit: 5, now: later }, undefined)).users;
  while ((await followTime(later, 200)) === 200);
  expect((await listed()).map(({ userId }) => userId)).toContain(user.userId);
  await rebuild(scope, undefined, now);
});

test("another practice's directory has none of this one's people", async () => {
  const foreign = scopeOf(newId("prc", now));
  const reading = { scope: foreign, question: { isDescending: false, filters: {} }, limit: 100, now };
  expect(await listDirectory(reading, undefined)).toEqual({ users: [], next: undefined });
  expect(unique("prc")).not.toBe(foreign.practiceId);
});
