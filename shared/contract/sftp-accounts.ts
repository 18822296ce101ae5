import * as z from "zod/mini";
import { sftpRefusalNames } from "../domain/sftp-sign-in.ts";
import { claimTypeNames } from "../domain/sftp-software.ts";
import { AccessHoursField } from "./access-hours-field.ts";
import { addressRange, emailAddress, instant, secretText, text } from "./fields.ts";
import type { RouteTable } from "./route.ts";
import { sftpFileRoutes } from "./sftp-files.ts";
import { sftpHistoryRoutes } from "./sftp-history.ts";
import { sshPublicKey } from "./ssh-key-field.ts";

/** Ranges that an account may be used from; none means from everywhere. */
export const sftpAddresses = z.array(addressRange).check(z.maxLength(20));
/** When and from where something was used last; absent: never. */
const LastUse = z.object({ at: instant, from: z.string() });

/** A password of an account, without what it is. */
export const SftpSecretView = z.object({
  secretId: z.string(),
  state: z.enum(["live", "retiring", "retired"]),
  isExpired: z.boolean(),
  /** An older one that was used since there is a newer: to retire it would stop whatever uses it. */
  isStillUsed: z.boolean(),
  madeAt: instant,
  expiresAt: instant,
  /** Who was shown or mailed it. */
  seenBy: z.string(),
  lastUsed: z.optional(LastUse),
  retiringAt: z.optional(instant),
  retiredAt: z.optional(instant),
});
export const SftpKeyView = z.object({
  keyId: z.string(),
  name: z.string(),
  publicKey: z.string(),
  fingerprint: z.string(),
  addedAt: instant,
  addedBy: z.string(),
  lastUsed: z.optional(LastUse),
});
export const SecretLinkView = z.object({
  kind: z.enum(["reveal", "hand-off"]),
  state: z.enum(["open", "used", "expired", "revoked"]),
  email: z.string(),
  madeAt: instant,
  expiresAt: instant,
  openedAt: z.optional(instant),
  openedFrom: z.optional(z.string()),
});
/** One line of the SFTP doctor: why sign-ins are refused, in words. */
export const SftpFinding = z.object({
  reason: z.enum(sftpRefusalNames),
  sentence: z.string(),
  count: z.number(),
  lastAt: instant,
  from: z.string(),
});
const Summary = {
  accountId: z.string(),
  username: z.string(),
  softwareName: z.string(),
  claimType: z.enum(claimTypeNames),
  contactName: z.string(),
  status: z.enum(["active", "disabled"]),
  ownerId: z.string(),
  ownerName: z.string(),
  openedAt: instant,
  lastUsed: z.optional(LastUse),
  lastFileAt: z.optional(instant),
  /** When the newest password ends; absent without one. */
  passwordEndsAt: z.optional(instant),
  /** What somebody should do, in words; absent: nothing. */
  attention: z.optional(z.string()),
};
export const SftpAccountLine = z.object(Summary);
export const SftpAccountView = z.object({
  ...Summary,
  requestId: z.optional(z.string()),
  disabledAt: z.optional(instant),
  addresses: z.array(z.string()),
  /** By the practice's clock; absent: at any time. */
  accessHours: z.optional(AccessHoursField),
  quietDays: z.number(),
  lockedUntil: z.optional(instant),
  /** Newest first: two at most that let in, then those retired last. */
  secrets: z.array(SftpSecretView),
  keys: z.array(SftpKeyView),
  link: z.optional(SecretLinkView),
  doctor: z.array(SftpFinding),
  /** Where to connect; absent while the server is not known. */
  server: z.optional(z.object({ host: z.string(), port: z.number(), fingerprint: z.optional(z.string()) })),
  version: z.number(),
});
const changed = ["sftp.account-not-found", "request.changed-meanwhile"] as const;

/** SFTP accounts of the own practice. */
export const sftpAccountRoutes = {
  listSftpAccounts: {
    method: "GET",
    path: "/sftp-accounts",
    access: "sftp:read",
    summary: "List the SFTP accounts of the own practice with what needs attention",
    reply: z.object({ items: z.array(SftpAccountLine) }),
  },
  getSftpAccount: {
    method: "GET",
    path: "/sftp-accounts/{accountId}",
    access: "sftp:read",
    summary: "Read one SFTP account: how it is used, and why sign-ins are refused",
    reply: SftpAccountView,
    refusals: ["sftp.account-not-found"],
    versioned: true,
  },
  changeSftpAccount: {
    method: "PATCH",
    path: "/sftp-accounts/{accountId}",
    access: "sftp:manage",
    summary: "Change contact, software, addresses, hours, quiet days or owner of an SFTP account",
    body: z
      .strictObject({
        contactName: z.optional(text(80)),
        softwareName: z.optional(text(80)),
        addresses: z.optional(sftpAddresses),
        /** null: at any time again. */
        accessHours: z.optional(z.nullable(AccessHoursField)),
        /** Days without use after which an older password is retired by itself. */
        quietDays: z.optional(z.number().check(z.int(), z.minimum(1), z.maximum(90))),
        ownerId: z.optional(text(80)),
      })
      .check(z.refine((change) => Object.keys(change).length > 0, { message: "must change something" })),
    reply: SftpAccountView,
    audit: ["sftp.account-changed", "sftp.account-handed-over"],
    refusals: ["sftp.account-not-found", "sftp.owner-unfit"],
    stepUp: true,
    versioned: true,
  },
  disableSftpAccount: {
    method: "POST",
    path: "/sftp-accounts/{accountId}/disable",
    access: "sftp:manage",
    summary: "Disable an SFTP account: the next sign-in is refused, and open links are revoked",
    body: z.strictObject({ reason: text(300) }),
    reply: SftpAccountView,
    audit: ["sftp.account-disabled"],
    refusals: [...changed, "sftp.disabled"],
    idempotent: true,
  },
  enableSftpAccount: {
    method: "POST",
    path: "/sftp-accounts/{accountId}/enable",
    access: "sftp:manage",
    summary: "Enable a disabled SFTP account with the passwords and keys that it had",
    body: z.strictObject({ reason: text(300) }),
    reply: SftpAccountView,
    audit: ["sftp.account-enabled"],
    refusals: [...changed, "sftp.not-disabled"],
    stepUp: true,
    idempotent: true,
  },
  unlockSftpAccount: {
    method: "POST",
    path: "/sftp-accounts/{accountId}/unlock",
    access: "sftp:manage",
    summary: "End the lock of an SFTP account after wrong passwords",
    body: z.strictObject({ reason: text(300) }),
    reply: SftpAccountView,
    audit: ["sftp.account-unlocked"],
    refusals: ["sftp.account-not-found"],
    idempotent: true,
  },
  makeSftpSecret: {
    method: "POST",
    path: "/sftp-accounts/{accountId}/secrets",
    access: "sftp:manage",
    summary: "Have a new password made: as a link that shows it once, or as the policy says",
    body: z.strictObject({
      /** Somebody outside, such as the maker of the software: gets a hand-off link. Without: the caller. */
      recipient: z.optional(z.strictObject({ name: text(80), email: emailAddress })),
    }),
    reply: SftpAccountView,
    status: 202,
    audit: ["sftp.link-made", "sftp.secret-asked"],
    refusals: [
      ...changed,
      "sftp.disabled",
      "sftp.two-secrets",
      "sftp.recipient-is-user",
      "sftp.no-address",
      "request.too-many",
    ],
    stepUp: true,
    idempotent: true,
  },
  revokeSecretLink: {
    method: "DELETE",
    path: "/sftp-accounts/{accountId}/link",
    access: "sftp:manage",
    summary: "Revoke the open link to a password of the account",
    reply: SftpAccountView,
    audit: ["sftp.link-revoked"],
    refusals: [...changed, "sftp.no-link"],
  },
  retireSftpSecret: {
    method: "DELETE",
    path: "/sftp-accounts/{accountId}/secrets/{secretId}",
    access: "sftp:manage",
    summary: "Retire a password: it lets nobody in any more",
    reply: SftpAccountView,
    audit: ["sftp.secret-retired"],
    refusals: [...changed, "sftp.secret-not-found", "sftp.secret-retired"],
    stepUp: true,
  },
  addSftpKey: {
    method: "POST",
    path: "/sftp-accounts/{accountId}/keys",
    access: "sftp:manage",
    summary: "Add a public key to an SFTP account",
    body: z.strictObject({ publicKey: sshPublicKey, name: z.optional(text(80)) }),
    reply: SftpAccountView,
    status: 201,
    audit: ["sftp.key-added"],
    refusals: [...changed, "sftp.key-known", "sftp.too-many-keys"],
    stepUp: true,
    idempotent: true,
  },
  removeSftpKey: {
    method: "DELETE",
    path: "/sftp-accounts/{accountId}/keys/{keyId}",
    access: "sftp:manage",
    summary: "Remove a public key from an SFTP account",
    reply: SftpAccountView,
    audit: ["sftp.key-removed"],
    refusals: [...changed, "sftp.key-not-found"],
    stepUp: true,
  },
  testSftpAccount: {
    method: "POST",
    path: "/sftp-accounts/{accountId}/test",
    access: "sftp:manage",
    summary: "Try whether a sign-in would be let in; a wrong password counts as a try",
    body: z.strictObject({
      address: z.optional(z.string().check(z.maxLength(45))),
      password: z.optional(secretText(100)),
    }),
    reply: z.object({
      isLetIn: z.boolean(),
      reason: z.optional(z.enum(sftpRefusalNames)),
      sentence: z.string(),
    }),
    audit: ["sftp.account-tested"],
    refusals: ["sftp.account-not-found"],
    stepUp: true,
    idempotent: true,
  },
  ...sftpFileRoutes,
  ...sftpHistoryRoutes,
} as const satisfies RouteTable;
