import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { newId } from "../../shared/data/ids.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { type User, viewOf } from "../../shared/domain/user.ts";
import { aUser } from "../kit/builders.ts";
import { takeEnvironment } from "../kit/in-process.ts";
import { unique } from "../kit/person.ts";
import { putRows } from "../kit/rows.ts";

takeEnvironment();
const { listRoster, readUser, userRow } = await import("../../shared/data/users.ts");

const now = new Date("2026-01-02T12:00:00.000Z");
const practiceId = unique("prc");
const scope = scopeOf(practiceId);
const names = ["Adams", "adams", "Ádams", "Özil", "Ozil", "O'Neil", "de Boer", "Zhang", "Ångström", "Li"];
let users: User[] = [];

/** What a person sorts by when he sorts names by hand. */
const folded = ({ lastName, firstName, userId }: User) =>
  [lastName, firstName].map((text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()).concat(userId);
function inOrder(one: User, other: User): number {
  const [a, b] = [folded(one), folded(other)];
  const at = a.findIndex((part, index) => part !== b[index]);
  return (a[at] ?? "") < (b[at] ?? "") ? -1 : 1;
}

beforeAll(async () => {
  const person = fc.record({
    lastName: fc.constantFrom(...names),
    firstName: fc.constantFrom("Ada", "Ben", "Zoë", "Zoe"),
    status: fc.constantFrom("active" as const, "invited" as const, "disabled" as const),
  });
  users = fc
    .sample(person, { numRuns: 73, seed: 7 })
    .map((own, index) =>
      aUser({
        ...own,
        practiceId,
        userId: newId("usr", now),
        email: `user${index}@sunrise.example`,
        invitedAt: now.toISOString(),
        invitationExpiresAt: now.toISOString(),
        registeredAt: now.toISOString(),
        lastSignInAt: now.toISOString(),
        lockedUntil: new Date(now.getTime() + 1000).toISOString(),
      }),
    )
    .sort(inOrder);
  const other = { ...aUser(), practiceId: `${practiceId}x` };
  await putRows("PRACTICE_TABLE", [
    ...users.toReversed().map((user) => userRow(scope, user)),
    userRow(scopeOf(other.practiceId), other),
  ]);
});

test.each([1, 7, 72, 73, 74, 100])(
  "in pages of %i the roster has everybody once, by last and first name",
  async (limit) => {
    const seen: string[] = [];
    let after: Record<string, unknown> | undefined;
    let pages = 0;
    do {
      const page = await listRoster(scope, { limit, after });
      expect(page.users.length).toBeLessThanOrEqual(limit);
      seen.push(...page.users.map(({ userId }) => userId));
      after = page.next === undefined ? undefined : JSON.parse(JSON.stringify(page.next));
      pages += 1;
    } while (after);
    expect(seen).toEqual(users.map(({ userId }) => userId));
    expect(pages).toBeLessThanOrEqual(Math.ceil(73 / limit) + 1);
  },
);

test("the list shows of each user what his own row shows", async () => {
  const { users: listed } = await listRoster(scope, { limit: 100, after: undefined });
  for (const user of listed) {
    const row = await readUser(scope, user.userId);
    expect(row && viewOf(row, now)).toEqual(viewOf(user, now));
  }
  expect(listed).toHaveLength(73);
});

test("a user is read in his own practice only", async () => {
  const { userId } = users[0]!;
  expect(await readUser(scope, userId)).toMatchObject({ userId });
  expect(await readUser(scopeOf(unique("prc")), userId)).toBeUndefined();
});
