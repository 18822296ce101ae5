import * as z from "zod/mini";
import { applicationNames } from "../domain/application.ts";
import { passwordAgeModes, sftpRequesters, unusedModes } from "../domain/policy.ts";
import { policySettingNames } from "../domain/policy-effect.ts";
import { sftpDeliveries } from "../domain/sftp-account.ts";
import { userTypeNames } from "../domain/user-type.ts";
import { addressRange, text } from "./fields.ts";

const whole = (least: number, most: number) => z.number().check(z.int(), z.minimum(least), z.maximum(most));
const lockMinutes = z.nullable(whole(15, 60));

/** Some of a closed set, each once and in the set's order. */
const someOf = <T extends string>(names: readonly [T, ...T[]]) =>
  z.array(z.enum(names)).check(
    z.maxLength(names.length),
    z.overwrite((chosen) => names.filter((name) => chosen.includes(name))),
  );

/** All that a practice may set for its own security. Source: PRODUCT.md A4, A6, A7, A11, A16, I7. */
export const PolicySettings = z.strictObject({
  lockThreshold: whole(3, 10),
  /** Minutes of the first lock and of a lock within a day of another; null ends with an unlock only. */
  lockMinutes: z.tuple([lockMinutes, lockMinutes]),
  idleMinutes: whole(5, 60),
  absoluteHours: whole(1, 12),
  invitationDays: whole(1, 30),
  passwordMinLength: whole(12, 64),
  passwordComposition: z.boolean(),
  passwordAge: z.strictObject({ mode: z.enum(passwordAgeModes), days: whole(30, 730) }),
  unusedAccounts: z.strictObject({ mode: z.enum(unusedModes), days: whole(30, 730) }),
  sftpRequesters: z.enum(sftpRequesters),
  emailCodes: z.boolean(),
  smsCodes: z.boolean(),
  /** Kinds of people and applications that demand a second step; either suffices. */
  secondStepFor: z.strictObject({ types: someOf(userTypeNames), applications: someOf(applicationNames) }),
  sftpDelivery: z.enum(sftpDeliveries),
  addresses: z.array(addressRange).check(z.maxLength(50)),
});
/** The policy in force, and the address that the reader comes from as an address rule would see it. */
export const PolicyView = z.object({
  policy: PolicySettings,
  yourAddress: z.string(),
  /** Whether this installation sends texts at all; without, codes by SMS cannot be switched on. */
  isSmsOffered: z.boolean(),
});
export const PolicyChange = z.strictObject({ policy: PolicySettings, reason: z.optional(text(300)) });

/** What saving a policy would bring; nothing is changed by asking. */
export const PolicyEffects = z.object({
  effects: z.array(
    z.object({
      setting: z.enum(policySettingNames),
      title: z.string(),
      before: z.string(),
      after: z.string(),
      direction: z.enum(["weaker", "stronger"]),
      sentence: z.string(),
    }),
  ),
  needsReason: z.boolean(),
  /** Whether the asker's own address is outside of the list: it would be refused. */
  excludesYou: z.boolean(),
});
