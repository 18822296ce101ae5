import { expect, test } from "vitest";
import { defaultPolicy, type Policy, type UnusedMode } from "../../../shared/domain/policy.ts";
import { isEndDue, type UnusedNotice, unusedStepOf } from "../../../shared/domain/unused-account.ts";
import { aUser } from "../../kit/builders.ts";

const start = Date.parse("2026-01-01T00:00:00.000Z");
const at = (days: number) => new Date(start + days * 86_400_000);
const on = (days: number) => at(days).toISOString();
const ruled = (mode: UnusedMode, days = 90): Policy => ({ ...defaultPolicy, unusedAccounts: { mode, days } });
const since = on(0);
const first: UnusedNotice = { since, days: 90, letters: 1, disablesAt: on(90) };
const second: UnusedNotice = { ...first, letters: 2 };
const second88: UnusedNotice = { ...second, disablesAt: on(95) };

test.each<[string, UnusedMode, UnusedNotice | undefined, number, unknown]>([
  ["nothing where the policy is off", "off", undefined, 1000, undefined],
  ["no mark a day before", "flag", undefined, 89, undefined],
  ["a mark on the day", "flag", undefined, 90, { step: "flag", notice: { since, days: 90, letters: 0 } }],
  ["no second mark", "flag", { since, days: 90, letters: 0 }, 400, undefined],
  ["no letter 15 days before", "disable", undefined, 75, undefined],
  ["the first letter 14 days before", "disable", undefined, 76, { step: "warn", notice: first }],
  ["nothing between the letters", "disable", first, 86, undefined],
  ["the second letter 3 days before", "disable", first, 87, { step: "warn", notice: second }],
  ["nothing after both", "disable", second, 89, undefined],
  ["the end on the day", "disable", second, 90, { step: "disable" }],
  [
    "a first look years later still gives 14 days",
    "disable",
    undefined,
    800,
    { step: "warn", notice: { ...first, disablesAt: on(814) } },
  ],
  [
    "a second letter that is late still gives 3 days",
    "disable",
    first,
    92,
    { step: "warn", notice: { ...second, disablesAt: on(95) } },
  ],
  ["what a late letter promised holds", "disable", second88, 94, undefined],
  ["a mark from before is no letter", "disable", { since, days: 90, letters: 0 }, 76, { step: "warn", notice: first }],
  ["other days in the policy begin anew", "disable", { ...second, days: 30 }, 76, { step: "warn", notice: first }],
])("%s", (_, mode, unusedNotice, day, expected) => {
  const user = aUser({ lastSignInAt: since, registeredAt: on(-50), ...(unusedNotice && { unusedNotice }) });
  expect(unusedStepOf(user, ruled(mode), at(day))).toEqual(expected);
});

test("a sign-in, or that somebody enabled the account, makes every letter void", () => {
  for (const own of [{ lastSignInAt: on(80) }, { lastSignInAt: since, enabledAt: on(80) }]) {
    expect(unusedStepOf(aUser({ ...own, unusedNotice: second }), ruled("disable"), at(169 - 14))).toBeUndefined();
    expect(unusedStepOf(aUser({ ...own, unusedNotice: second }), ruled("disable"), at(170 - 14))).toMatchObject({
      step: "warn",
      notice: { letters: 1 },
    });
  }
});

test("who is invited or disabled, and whose use is unknown, is left alone", () => {
  for (const own of [{ status: "invited" as const }, { status: "disabled" as const }, {}])
    expect(unusedStepOf(aUser(own), ruled("disable"), at(5000))).toBeUndefined();
});

test.each<[string, Parameters<typeof isEndDue>[0], boolean]>([
  ["14 days before", { status: "active", expiresAt: on(14) }, true],
  ["15 days before", { status: "active", expiresAt: on(15) }, false],
  ["on the last second", { status: "active", expiresAt: on(0.0001) }, true],
  ["afterwards", { status: "active", expiresAt: on(0) }, false],
  ["told of that day", { status: "active", expiresAt: on(14), endToldOf: on(14) }, false],
  ["told of another day", { status: "active", expiresAt: on(14), endToldOf: on(7) }, true],
  ["disabled", { status: "disabled", expiresAt: on(14) }, false],
  ["without a last day", { status: "active" }, false],
])("managers are told of an account's end: %s", (_, user, expected) => {
  expect(isEndDue(user, at(0))).toBe(expected);
});
