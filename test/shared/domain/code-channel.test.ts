import { describe, expect, test } from "vitest";
import { type ChannelFacts, mayTakeCodes, waysToVerify } from "../../../shared/domain/code-channel.ts";
import { roleNames } from "../../../shared/domain/role.ts";
import type { SecondStep } from "../../../shared/domain/user-status.ts";
import { aPractice, aUser } from "../../kit/builders.ts";

const phone = "+13125554711";
const facts = (emailCodes: boolean, smsCodes: boolean, isSmsOffered = true): Omit<ChannelFacts, "user"> => ({
  practice: aPractice({ policy: { emailCodes, smsCodes } }),
  isSmsOffered,
});

describe("which codes may be chosen", () => {
  test.each(roleNames)("%s: both by policy, and neither as security administrator or operator", (role) => {
    const user = aUser({ roles: ["member", role] });
    const isOpen = role !== "security-administrator" && role !== "operator";
    expect(mayTakeCodes("email", { user, ...facts(true, false) })).toBe(isOpen);
    expect(mayTakeCodes("sms", { user, ...facts(false, true) })).toBe(isOpen);
    for (const channel of ["email", "sms"] as const)
      expect(mayTakeCodes(channel, { user, ...facts(false, false) })).toBe(false);
  });
  test("texts are off until a practice switches them on, and where the installation sends none", () => {
    const user = aUser();
    expect(mayTakeCodes("sms", { user, practice: aPractice(), isSmsOffered: true })).toBe(false);
    expect(mayTakeCodes("sms", { user, ...facts(true, true, false) })).toBe(false);
    expect(mayTakeCodes("email", { user, ...facts(true, true, false) })).toBe(true);
  });
});

describe("the ways a person has", () => {
  test.each<[SecondStep, string | undefined, boolean, boolean, string]>([
    ["none", phone, true, true, ""],
    ["totp", undefined, true, true, "totp"],
    ["totp", phone, true, true, "totp sms"],
    ["totp", phone, true, false, "totp"],
    ["email", undefined, true, true, "email"],
    ["email", undefined, false, false, "email"],
    ["email", phone, false, true, "email sms"],
    ["sms", phone, true, true, "sms email"],
    ["sms", phone, false, true, "sms"],
    ["sms", phone, true, false, "email"],
    ["sms", phone, false, false, ""],
  ])("%s, number %s, e-mail codes %s, SMS codes %s: %s", (secondStep, number, email, sms, ways) => {
    const user = aUser({ secondStep, ...(number ? { phone: number } : {}) });
    expect(waysToVerify({ user, ...facts(email, sms) }).join(" ")).toBe(ways);
  });
  test("a security administrator verifies with the authenticator, whatever number there is", () => {
    const user = aUser({ secondStep: "totp", phone, roles: ["security-administrator", "member"] });
    expect(waysToVerify({ user, ...facts(true, true) })).toEqual(["totp"]);
  });
});
