import type { Application } from "./application.ts";
import type { SftpDelivery } from "./sftp-account.ts";
import type { UserType } from "./user-type.ts";

/** Minutes a lock lasts, or null when only an unlock or a reset ends it. */
export type LockMinutes = number | null;

/** What a practice may set for its own security, with the defaults every practice starts from. Source: PRODUCT.md A2 to A7, A11, I2, I7. */
export interface Policy {
  /** Wrong tries that are still forgiven; the next one locks. */
  readonly lockThreshold: number;
  /** Minutes of the first lock, and of a lock that follows within a day. */
  readonly lockMinutes: readonly [first: LockMinutes, repeated: LockMinutes];
  readonly idleMinutes: number;
  readonly absoluteHours: number;
  readonly invitationDays: number;
  readonly passwordMinLength: number;
  /** Upper and lower case, digit and symbol. */
  readonly passwordComposition: boolean;
  /** Whether members may take e-mail codes as their second step; security administrators never may. */
  readonly emailCodes: boolean;
  /** Whether members may take codes by text; where the installation sends any. Read both with `mayTakeCodes`. */
  readonly smsCodes: boolean;
  /** Who needs a second step, by kind of person or by application; either suffices. Read it with `asksSecondStep`. */
  readonly secondStepFor: { readonly types: readonly UserType[]; readonly applications: readonly Application[] };
  /** Ranges that people may come from, each in its one form; none means from everywhere. */
  readonly addresses: readonly string[];
  /** Days after which a password is old, and what follows: nothing, a reminder, or a new one before the next session. */
  readonly passwordAge: { readonly mode: PasswordAgeMode; readonly days: number };
  /** Days without a sign-in after which an account is unused, and what follows: nothing, a mark, or its end after two letters. */
  readonly unusedAccounts: { readonly mode: UnusedMode; readonly days: number };
  /** Who may request SFTP accounts: security administrators alone, or user managers too. */
  readonly sftpRequesters: SftpRequesters;
  /** How a new SFTP password reaches its owner. */
  readonly sftpDelivery: SftpDelivery;
}

export const sftpRequesters = ["security-administrators", "user-managers"] as const;
export type SftpRequesters = (typeof sftpRequesters)[number];

export const unusedModes = ["off", "flag", "disable"] as const;
export type UnusedMode = (typeof unusedModes)[number];

export const passwordAgeModes = ["off", "remind", "force"] as const;
export type PasswordAgeMode = (typeof passwordAgeModes)[number];

export const defaultPolicy: Policy = {
  lockThreshold: 6,
  lockMinutes: [15, 30],
  idleMinutes: 15,
  absoluteHours: 12,
  invitationDays: 7,
  passwordMinLength: 12,
  passwordComposition: true,
  emailCodes: true,
  smsCodes: false,
  secondStepFor: { types: ["provider", "staff", "patient"], applications: ["administration", "ehr"] },
  addresses: [],
  passwordAge: { mode: "remind", days: 90 },
  unusedAccounts: { mode: "off", days: 90 },
  sftpRequesters: "security-administrators",
  sftpDelivery: "link",
};

/** The policy in force: the practice's own settings over the defaults. */
export function policyOf(own: Partial<Policy> | undefined): Policy {
  return { ...defaultPolicy, ...own };
}
