import type * as z from "zod/mini";
import type { PolicySettings } from "../../../../shared/contract/policy.ts";
import { rangeInOneForm } from "../../../../shared/domain/address.ts";
import { applicationNames } from "../../../../shared/domain/application.ts";
import { type LockMinutes, passwordAgeModes, sftpRequesters, unusedModes } from "../../../../shared/domain/policy.ts";
import { userTypeNames } from "../../../../shared/domain/user-type.ts";

export type Policy = z.output<typeof PolicySettings>;
/** What a lock that only an unlock ends is called in a text field's value. */
export const untilUnlocked = "until-unlocked";
const textOfLock = (minutes: LockMinutes): string => (minutes === null ? untilUnlocked : String(minutes));
const lockOfText = (text: string): LockMinutes => (text === untilUnlocked ? null : Number(text));

/** The policy as the texts of a form. */
export const textsOf = (policy: Policy) => ({
  lockThreshold: String(policy.lockThreshold),
  firstLock: textOfLock(policy.lockMinutes[0]),
  repeatedLock: textOfLock(policy.lockMinutes[1]),
  idleMinutes: String(policy.idleMinutes),
  absoluteHours: String(policy.absoluteHours),
  invitationDays: String(policy.invitationDays),
  passwordMinLength: String(policy.passwordMinLength),
  passwordComposition: policy.passwordComposition ? "on" : "",
  ageMode: policy.passwordAge.mode as string,
  ageDays: String(policy.passwordAge.days),
  unusedMode: policy.unusedAccounts.mode as string,
  unusedDays: String(policy.unusedAccounts.days),
  sftpRequesters: policy.sftpRequesters as string,
  emailCodes: policy.emailCodes ? "on" : "",
  smsCodes: policy.smsCodes ? "on" : "",
  secondStepTypes: policy.secondStepFor.types.join("\n"),
  secondStepApplications: policy.secondStepFor.applications.join("\n"),
  sftpDelivery: policy.sftpDelivery as string,
  addresses: policy.addresses.join("\n"),
});
export type PolicyTexts = ReturnType<typeof textsOf>;

/** What to say when a field is wrong. */
export const complaints: Readonly<Record<keyof PolicyTexts, string>> = {
  lockThreshold: "Enter a number from 3 to 10.",
  firstLock: "Choose how long a lock lasts.",
  repeatedLock: "Choose how long a repeated lock lasts.",
  idleMinutes: "Enter a number from 5 to 60.",
  absoluteHours: "Enter a number from 1 to 12.",
  invitationDays: "Enter a number from 1 to 30.",
  passwordMinLength: "Enter a number from 12 to 64.",
  passwordComposition: "Choose on or off.",
  ageMode: "Choose what happens to old passwords.",
  ageDays: "Enter a number from 30 to 730.",
  unusedMode: "Choose what happens to accounts that nobody uses.",
  unusedDays: "Enter a number from 30 to 730.",
  sftpRequesters: "Choose who may request SFTP accounts.",
  emailCodes: "Choose on or off.",
  smsCodes: "Choose on or off.",
  secondStepTypes: "Choose whose sign-in needs a second step.",
  secondStepApplications: "Choose which applications need a second step.",
  sftpDelivery: "Choose how a new SFTP password arrives.",
  addresses: "Enter at most 50 addresses or ranges, one a line.",
};

/** The policy that the texts stand for; what is no number fails the check. */
export const policyOfTexts = (texts: PolicyTexts): Policy => ({
  lockThreshold: Number(texts.lockThreshold),
  lockMinutes: [lockOfText(texts.firstLock), lockOfText(texts.repeatedLock)],
  idleMinutes: Number(texts.idleMinutes),
  absoluteHours: Number(texts.absoluteHours),
  invitationDays: Number(texts.invitationDays),
  passwordMinLength: Number(texts.passwordMinLength),
  passwordComposition: texts.passwordComposition === "on",
  passwordAge: {
    mode: passwordAgeModes.find((mode) => mode === texts.ageMode) ?? "remind",
    days: Number(texts.ageDays),
  },
  unusedAccounts: {
    mode: unusedModes.find((mode) => mode === texts.unusedMode) ?? "off",
    days: Number(texts.unusedDays),
  },
  sftpRequesters: sftpRequesters.find((who) => who === texts.sftpRequesters) ?? "security-administrators",
  emailCodes: texts.emailCodes === "on",
  smsCodes: texts.smsCodes === "on",
  secondStepFor: {
    types: userTypeNames.filter((name) => linesOf(texts.secondStepTypes).includes(name)),
    applications: applicationNames.filter((name) => linesOf(texts.secondStepApplications).includes(name)),
  },
  sftpDelivery: texts.sftpDelivery === "two-mails" ? "two-mails" : "link",
  addresses: linesOf(texts.addresses),
});

/** The first line that is neither an address nor a range. */
export const oddLineOf = (text: string): string | undefined =>
  linesOf(text).find((line) => rangeInOneForm(line) === undefined);

/** The entries of a text with one a line. */
export const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
