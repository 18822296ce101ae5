import { expect, test } from "vitest";
import { fullNameOf, viewOf } from "../../../shared/domain/user.ts";
import { aUser } from "../../kit/builders.ts";

const now = new Date("2026-01-02T12:00:00.000Z");
const later = "2026-01-02T12:00:00.001Z";

test("a name is said first name first, without blanks where one is missing", () => {
  expect([fullNameOf(aUser()), fullNameOf({ firstName: "Ben", lastName: "" })]).toEqual(["Ben Sato", "Ben"]);
});

test("nothing internal is shown of a user", () => {
  const view = viewOf(aUser({ invitationId: "inv_1" }), now);
  const shown = Object.entries(view).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  expect(shown).toContain("userId");
  for (const hidden of ["practiceId", "securityVersion", "version", "invitationId"])
    expect(shown).not.toContain(hidden);
});

test.each([
  { lockedUntil: later, shown: later },
  { lockedUntil: now.toISOString(), shown: undefined },
])("a lock until $lockedUntil is shown as $shown", ({ lockedUntil, shown }) => {
  expect(viewOf(aUser({ lockedUntil }), now).lockedUntil).toBe(shown);
});

test("a disabled user's lock is not shown", () => {
  expect(viewOf(aUser({ status: "disabled", lockedUntil: later }), now)).toMatchObject({
    status: "disabled",
    lockedUntil: undefined,
  });
});

test.each([
  { status: "invited" as const, shown: later },
  { status: "provisioning" as const, shown: later },
  { status: "active" as const, shown: undefined },
])("the end of the invitation of a user who is $status is shown as $shown", ({ status, shown }) => {
  expect(viewOf(aUser({ status, invitationExpiresAt: later }), now).invitationExpiresAt).toBe(shown);
});
