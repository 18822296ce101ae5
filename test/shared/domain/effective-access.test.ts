import fc from "fast-check";
import { expect, test } from "vitest";
import { isWithin, weekdays } from "../../../shared/domain/access-hours.ts";
import {
  applicationNames,
  applicationsOf,
  defaultApplications,
  mayEnterApplication,
} from "../../../shared/domain/application.ts";
import { effectiveAccess } from "../../../shared/domain/effective-access.ts";
import { accessEndsAt, barrierTo, hoursOf } from "../../../shared/domain/entry.ts";
import { type Permission, permissions } from "../../../shared/domain/permission.ts";
import { sftpRequesters } from "../../../shared/domain/policy.ts";
import { permissionsIn } from "../../../shared/domain/practice-permissions.ts";
import { choicesOf, roleNames, rolesChosen, rolesOfSession } from "../../../shared/domain/role.ts";
import { asksSecondStep } from "../../../shared/domain/second-step-need.ts";
import { isUnlimitedAdministrator } from "../../../shared/domain/unlimited-administrator.ts";
import { userTypeNames } from "../../../shared/domain/user-type.ts";
import { aPractice, aUser } from "../../kit/builders.ts";

const moment = fc.date({ min: new Date("2026-01-01"), max: new Date("2028-01-01"), noInvalidDate: true });
const text = moment.map((date) => date.toISOString());
const minute = fc.integer({ min: 0, max: 1439 });
const window = fc.record({ fromMinute: minute, toMinute: minute });
const hours = fc.dictionary(fc.constantFrom(...weekdays), fc.array(window, { maxLength: 3 }));
const siteIds = ["sit_1", "sit_2", "sit_3", "sit_4"] as const;
const someUser = fc
  .record(
    {
      status: fc.constantFrom("invited", "provisioning", "active", "active", "active", "disabled"),
      roles: fc.uniqueArray(fc.constantFrom(...roleNames), { minLength: 1 }),
      expiresAt: text,
      accessHours: hours,
      onCallUntil: text,
      applications: fc.uniqueArray(fc.constantFrom(...applicationNames)),
      type: fc.constantFrom(...userTypeNames),
      secondStep: fc.constantFrom("none", "none", "totp", "email"),
      siteIds: fc.uniqueArray(fc.constantFrom(...siteIds)),
    },
    { requiredKeys: ["status", "roles"] },
  )
  .map((own) => aUser(own as Parameters<typeof aUser>[0]));
const somePractice = fc
  .record({
    timeZone: fc.constantFrom("America/Chicago", "Europe/London", "Australia/Lord_Howe"),
    isVendor: fc.constantFrom(undefined, true as const),
    policy: fc.record({
      secondStepFor: fc.record({
        types: fc.subarray(userTypeNames),
        applications: fc.subarray(applicationNames),
      }),
      sftpRequesters: fc.constantFrom(...sftpRequesters),
    }),
    closures: fc.array(fc.record({ date: text.map((each) => each.slice(0, 10)), name: fc.constant("Closed") })),
    sites: fc.dictionary(fc.constantFrom(...siteIds), fc.constantFrom("North", "South", "East")),
  })
  .map((own) => aPractice(own));

type Facts = Parameters<typeof effectiveAccess>[0];
type Told = ReturnType<typeof effectiveAccess>;
const week = 7 * 86_400_000;

/** Each permission with the roles that give it, by asking every role. */
function wrongPermissions({ user, practice }: Facts, told: Told): string[] {
  const enforced = permissionsIn(practice, user.roles);
  return (Object.keys(permissions) as Permission[]).filter((permission) => {
    const entry = told.permissions.find((each) => each.permission === permission);
    const giving = user.roles.filter((role) => permissionsIn(practice, [role]).has(permission));
    return (entry !== undefined) !== enforced.has(permission) || [...(entry?.givenBy ?? [])].join() !== giving.join();
  });
}

/** The applications where a sign-in, and every request of a session, goes by the password alone. */
const withoutSecondStep = (facts: Facts) => applicationsOf(facts.user).filter((name) => !asksSecondStep(facts, name));

/** Whether the barrier falls at the very moment that is told, and not a millisecond before. */
function isEndRight(facts: Facts, { accessEndsAt: end }: Told, now: Date): boolean {
  if (!end || end.getTime() - now.getTime() > week) return true;
  return !barrierTo(facts, new Date(end.getTime() - 1)) && barrierTo(facts, end) !== undefined;
}

/** Whether the hours let in at the moment that is told for their beginning, and not a millisecond before. */
function isBeginningRight({ user, practice }: Facts, { nextWindowAt }: Told): boolean {
  if (!nextWindowAt) return true;
  const hours = hoursOf({ user, practice });
  return isWithin(hours, nextWindowAt) && !isWithin(hours, new Date(nextWindowAt.getTime() - 1));
}

/** The sites told are those at which a session may be; the other barriers do not matter for it. */
function areSitesRight({ user, practice }: Facts, { sites }: Told, now: Date): boolean {
  const open = { ...aUser({ ...(user.siteIds ? { siteIds: user.siteIds } : {}) }) };
  const isIn = (siteId: string) =>
    barrierTo({ user: open, practice, address: undefined, session: { siteId } }, now) !== "site";
  const enforced = siteIds.filter(isIn);
  return (
    enforced.join() ===
    sites
      .map(({ siteId }) => siteId)
      .sort()
      .join()
  );
}

test("what a person may do is told exactly as it is enforced, for 10,000 random users", () => {
  const seen: string[] = [];
  const seenSites: boolean[] = [];
  fc.assert(
    fc.property(someUser, somePractice, moment, (user, practice, now) => {
      const facts = { user, practice, address: "203.0.113.7" };
      const told = effectiveAccess(facts, now);
      const barrier = barrierTo(facts, now);
      seen.push(String(barrier));
      expect(wrongPermissions(facts, told)).toEqual([]);
      expect(applicationNames.filter((name) => mayEnterApplication(user, name)).sort()).toEqual(
        [...told.applications].sort(),
      );
      expect(told.secondSteps.filter(({ isAsked }) => !isAsked).map(({ application }) => application)).toEqual(
        withoutSecondStep(facts),
      );
      for (const { isAsked, because } of told.secondSteps)
        expect(isAsked).toBe(because.length > 0 || user.secondStep !== "none");
      expect(told.barrier).toBe(barrier);
      expect(areSitesRight(facts, told, now)).toBe(true);
      if (told.sites.length > 0) seenSites.push(told.isLimitedToSites);
      expect([isEndRight(facts, told, now), isBeginningRight(facts, told)]).toEqual([true, true]);
    }),
    { numRuns: 10_000 },
  );
  expect(seen).toHaveLength(10_000);
  expect(new Set(seenSites)).toEqual(new Set([true, false]));
  expect([...new Set(seen)].sort()).toEqual(["expired", "not-active", "outside-hours", "undefined"]);
});

test.each([
  [["member"], []],
  [["security-administrator", "user-manager"], []],
  [["security-administrator", "auditor", "member"], []],
  [["user-manager", "member"], []],
  [["member", "patient"], []],
  [
    ["user-manager", "auditor"],
    ["user-manager", "auditor"],
  ],
  [
    ["auditor", "member", "user-manager"],
    ["auditor", "user-manager"],
  ],
  [[], []],
] as const)("who holds %j chooses between %j", (held, choices) => {
  expect(choicesOf(held)).toEqual(choices);
});

test("a choice gives the role and what it includes, and never what is not held any more", () => {
  expect(rolesChosen(["auditor", "member", "user-manager"], "auditor")).toEqual(["auditor", "member"]);
  expect(rolesOfSession(["member"], ["auditor", "member"])).toEqual(["member"]);
  expect(rolesOfSession(["auditor", "user-manager"], undefined)).toEqual(["auditor", "user-manager"]);
});

test.each([
  ["staff", ["administration", "service-center"]],
  ["provider", ["administration", "service-center"]],
  ["patient", ["administration", "patient-portal"]],
] as const)("a new user of type %s may enter %j of what the practice uses", (type, given) => {
  expect(defaultApplications(type, ["administration", "ehr", "service-center", "patient-portal"])).toEqual(given);
});

test.each([
  [{}, true],
  [{ expiresAt: "2030-01-01T00:00:00.000Z" }, false],
  [{ accessHours: {} }, false],
  [{ status: "disabled" as const }, false],
  [{ roles: ["user-manager" as const] }, false],
  [{ applications: ["ehr" as const] }, false],
])("whether %j lets a security administrator always sign in: %s", (own, expected) => {
  expect(isUnlimitedAdministrator(aUser({ roles: ["security-administrator"], ...own }))).toBe(expected);
});

test("an account with an expiry and hours closes at the earlier of the two", () => {
  const accessHours = { friday: [{ fromMinute: 480, toMinute: 1020 }] };
  const now = new Date("2026-11-20T15:00:00Z");
  const end = (expiresAt: string) =>
    accessEndsAt({ user: aUser({ accessHours, expiresAt }), practice: aPractice() }, now)?.toISOString();
  expect(end("2026-11-20T20:00:00.000Z")).toBe("2026-11-20T20:00:00.000Z");
  expect(end("2026-11-25T20:00:00.000Z")).toBe("2026-11-20T23:00:00.000Z");
  expect(accessEndsAt({ user: aUser(), practice: aPractice() }, now)).toBeUndefined();
});
