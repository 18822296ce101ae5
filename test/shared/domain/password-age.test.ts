import { expect, test } from "vitest";
import { mustRenew, reminderOf } from "../../../shared/domain/password-age.ts";
import { type PasswordAgeMode, policyOf } from "../../../shared/domain/policy.ts";
import { aUser } from "../../kit/builders.ts";

const changed = "2026-01-01T00:00:00.000Z";
const after = (days: number, ms = 0) => new Date(Date.parse(changed) + days * 86_400_000 + ms);
const policy = (mode: PasswordAgeMode, days = 90) => policyOf({ passwordAge: { mode, days } });
const user = aUser({ passwordChangedAt: changed });

test("a practice starts with a reminder at 90 days", () => {
  expect(policyOf(undefined).passwordAge).toEqual({ mode: "remind", days: 90 });
});

test.each<[PasswordAgeMode, number, number, boolean, boolean]>([
  ["off", 10_000, 0, false, false],
  ["remind", 90, -1, false, false],
  ["remind", 90, 0, true, false],
  ["remind", 9000, 0, true, false],
  ["force", 76, -1, false, false],
  ["force", 76, 0, true, false],
  ["force", 90, -1, true, false],
  ["force", 90, 0, true, true],
  ["force", 9000, 0, true, true],
])(
  "with the age policy %s, %d days and %d ms after: reminded %s, asked for a new one %s",
  (mode, days, ms, isReminded, isAsked) => {
    expect(reminderOf(user, policy(mode), after(days, ms)) !== undefined).toBe(isReminded);
    expect(mustRenew(user, policy(mode), after(days, ms))).toBe(isAsked);
  },
);

test("the reminder names the day the password is old", () => {
  expect(reminderOf(user, policy("remind", 30), after(40))).toEqual(after(30));
});

test("a password from before its day was kept is as old as the registration, and without either it has no age", () => {
  expect(mustRenew(aUser({ registeredAt: changed }), policy("force"), after(90))).toBe(true);
  expect(mustRenew(aUser(), policy("force"), after(90))).toBe(false);
  expect(reminderOf(aUser(), policy("force"), after(90))).toBeUndefined();
});

test("whoever must change the password does so, whatever its age and the policy", () => {
  expect(mustRenew(aUser({ mustChangePassword: true, passwordChangedAt: changed }), policy("off"), after(0))).toBe(
    true,
  );
});
