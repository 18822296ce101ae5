import { expect, test } from "vitest";
import { defaultPolicy, type Policy } from "../../../shared/domain/policy.ts";
import { effectsOf, policySettingNames } from "../../../shared/domain/policy-effect.ts";

const office = "192.0.2.0/24";
const home = "198.51.100.0/24";

const everybody = defaultPolicy.secondStepFor;

/** For each setting: from, to, and whether that lets more happen. */
const changes: readonly (readonly [keyof Policy, Partial<Policy>, Partial<Policy>, "weaker" | "stronger"])[] = [
  ["lockThreshold", {}, { lockThreshold: 7 }, "weaker"],
  ["lockThreshold", {}, { lockThreshold: 5 }, "stronger"],
  ["lockMinutes", { lockMinutes: [20, 30] }, { lockMinutes: [19, 30] }, "weaker"],
  ["lockMinutes", { lockMinutes: [20, 30] }, { lockMinutes: [21, 30] }, "stronger"],
  ["lockMinutes", {}, { lockMinutes: [15, 29] }, "weaker"],
  ["lockMinutes", {}, { lockMinutes: [60, 29] }, "weaker"],
  ["lockMinutes", {}, { lockMinutes: [15, null] }, "stronger"],
  ["lockMinutes", { lockMinutes: [null, null] }, { lockMinutes: [60, null] }, "weaker"],
  ["idleMinutes", {}, { idleMinutes: 16 }, "weaker"],
  ["idleMinutes", {}, { idleMinutes: 14 }, "stronger"],
  ["absoluteHours", { absoluteHours: 8 }, { absoluteHours: 9 }, "weaker"],
  ["absoluteHours", {}, { absoluteHours: 11 }, "stronger"],
  ["invitationDays", {}, { invitationDays: 8 }, "weaker"],
  ["invitationDays", {}, { invitationDays: 6 }, "stronger"],
  ["passwordMinLength", { passwordMinLength: 14 }, { passwordMinLength: 13 }, "weaker"],
  ["passwordMinLength", {}, { passwordMinLength: 13 }, "stronger"],
  ["passwordComposition", {}, { passwordComposition: false }, "weaker"],
  ["passwordComposition", { passwordComposition: false }, { passwordComposition: true }, "stronger"],
  ["passwordAge", {}, { passwordAge: { mode: "remind", days: 91 } }, "weaker"],
  ["passwordAge", {}, { passwordAge: { mode: "remind", days: 60 } }, "stronger"],
  ["passwordAge", {}, { passwordAge: { mode: "off", days: 90 } }, "weaker"],
  ["passwordAge", {}, { passwordAge: { mode: "force", days: 365 } }, "stronger"],
  ["unusedAccounts", {}, { unusedAccounts: { mode: "flag", days: 90 } }, "stronger"],
  [
    "unusedAccounts",
    { unusedAccounts: { mode: "disable", days: 90 } },
    { unusedAccounts: { mode: "disable", days: 180 } },
    "weaker",
  ],
  [
    "unusedAccounts",
    { unusedAccounts: { mode: "disable", days: 90 } },
    { unusedAccounts: { mode: "flag", days: 30 } },
    "weaker",
  ],
  ["sftpRequesters", {}, { sftpRequesters: "user-managers" }, "weaker"],
  ["sftpRequesters", { sftpRequesters: "user-managers" }, { sftpRequesters: "security-administrators" }, "stronger"],
  ["sftpDelivery", {}, { sftpDelivery: "two-mails" }, "weaker"],
  ["sftpDelivery", { sftpDelivery: "two-mails" }, { sftpDelivery: "link" }, "stronger"],
  ["emailCodes", { emailCodes: false }, { emailCodes: true }, "weaker"],
  ["emailCodes", {}, { emailCodes: false }, "stronger"],
  ["smsCodes", {}, { smsCodes: true }, "weaker"],
  ["smsCodes", { smsCodes: true }, { smsCodes: false }, "stronger"],
  [
    "secondStepFor",
    {},
    { secondStepFor: { types: ["provider", "staff"], applications: ["administration", "ehr"] } },
    "weaker",
  ],
  ["secondStepFor", {}, { secondStepFor: { ...everybody, applications: ["ehr"] } }, "weaker"],
  [
    "secondStepFor",
    { secondStepFor: { types: [], applications: ["ehr"] } },
    { secondStepFor: { types: ["patient"], applications: [] } },
    "weaker",
  ],
  ["secondStepFor", { secondStepFor: { types: [], applications: [] } }, { secondStepFor: everybody }, "stronger"],
  ["addresses", {}, { addresses: [office] }, "stronger"],
  ["addresses", { addresses: [office] }, { addresses: [] }, "weaker"],
  ["addresses", { addresses: [office] }, { addresses: [office, home] }, "weaker"],
  ["addresses", { addresses: [office, home] }, { addresses: [home] }, "stronger"],
  ["addresses", { addresses: [office] }, { addresses: [home] }, "weaker"],
  ["addresses", { addresses: ["192.0.0.0/16"] }, { addresses: [office] }, "stronger"],
];

test.each(changes)("a change of %s from %j to %j is %s", (setting, from, to, direction) => {
  const [effect, ...others] = effectsOf({ ...defaultPolicy, ...from }, { ...defaultPolicy, ...to });
  expect(others).toEqual([]);
  expect(effect).toMatchObject({ setting, direction });
  expect(effect?.before).not.toBe(effect?.after);
  expect(effect?.sentence).toMatch(/^[A-Z].*\.$/);
});

test("every setting of the policy can be weakened and strengthened here", () => {
  for (const setting of policySettingNames.filter((name) => name in defaultPolicy))
    for (const direction of ["weaker", "stronger"])
      expect(
        changes.filter(([name, , , way]) => name === setting && way === direction).length,
        `${setting} ${direction}`,
      ).toBeGreaterThan(0);
});

test("the same policy has no effect, and several changes have one each in the order of the page", () => {
  expect(effectsOf(defaultPolicy, { ...defaultPolicy })).toEqual([]);
  const after = { ...defaultPolicy, addresses: [office], lockThreshold: 3, lockMinutes: [null, 60] as const };
  expect(effectsOf(defaultPolicy, after).map(({ setting, after: told }) => [setting, told])).toEqual([
    ["lockThreshold", "3"],
    ["lockMinutes", "until unlocked, then 60 minutes"],
    ["addresses", office],
  ]);
});
