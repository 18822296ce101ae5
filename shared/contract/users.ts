import * as z from "zod/mini";
import { applicationNames } from "../domain/application.ts";
import { type Role, roleNames } from "../domain/role.ts";
import { userTypeNames } from "../domain/user-type.ts";
import { userDepartmentRoutes } from "./departments.ts";
import { emailAddress, instant, personName, pin, text } from "./fields.ts";
import { IdentityCheck } from "./identity-check.ts";
import { invitationImportRoutes } from "./invitation-imports.ts";
import { invitationRoutes } from "./invitations.ts";
import { PinView } from "./pin.ts";
import type { RouteTable } from "./route.ts";
import { accessRoutes } from "./user-access.ts";
import { userConsequenceRoutes } from "./user-consequences.ts";
import { userCreateRoutes } from "./user-create.ts";
import { userEditRoutes } from "./user-edit.ts";
import { userExportRoutes } from "./user-export.ts";
import { userHistoryRoutes } from "./user-history.ts";
import { userListRoutes } from "./user-list.ts";
import { UserView } from "./user-view.ts";

/** Adding a person: who he is and what he may do. */
export const Invite = z.strictObject({
  email: emailAddress,
  firstName: personName,
  lastName: personName,
  type: z._default(z.enum(userTypeNames), "staff"),
  roles: z._default(z.array(z.enum(roleNames)).check(z.minLength(1), z.maxLength(roleNames.length)), () => [
    "member" as Role,
  ]),
});
/** What Unlock ended: tries counted until then, from known browsers apart, and until when Cognito's own short lock may still hold. */
export const Unlocked = z.object({
  user: UserView,
  clearedPasswordTries: z.number(),
  clearedKnownBrowserTries: z.number(),
  clearedCodeTries: z.number(),
  innerLockUntil: z.optional(instant),
});

/** Why a user is locked. Without `lockedUntil` a lock ends with an unlock only; Cognito's own short lock is told apart. */
export const UserLock = z.object({
  isLocked: z.boolean(),
  lockedUntil: z.optional(instant),
  /** A hundred failures in a row: no try is evaluated until a reset. */
  isDisabledUntilReset: z.boolean(),
  /** From browsers that the account does not know, and whether those are locked. */
  passwordTries: z.number(),
  isLockedElsewhere: z.boolean(),
  /** Browsers that the user signed in with before have tries of their own; those with failures are told. */
  knownBrowsers: z.array(z.object({ tries: z.number(), isLocked: z.boolean(), lockedUntil: z.optional(instant) })),
  codeTries: z.number(),
  failuresInARow: z.number(),
  innerLockUntil: z.optional(instant),
  tries: z.array(
    z.object({
      at: instant,
      reason: z.optional(z.string()),
      address: z.optional(z.string()),
      application: z.optional(z.enum(applicationNames)),
    }),
  ),
});
const heldRoles = z.array(z.enum(roleNames)).check(z.minLength(1), z.maxLength(roleNames.length));
const reason = text(300);
/** The roles of a user, and those that the reader may grant. */
export const UserRoles = z.object({ roles: z.array(z.enum(roleNames)), grantable: z.array(z.enum(roleNames)) });

const pinRefusals = ["pin.wrong", "pin.not-set", "pin.locked"] as const;

export const userRoutes = {
  ...userListRoutes,
  ...userExportRoutes,
  ...userCreateRoutes,
  ...userEditRoutes,
  ...userHistoryRoutes,
  ...userConsequenceRoutes,
  unlockUser: {
    method: "POST",
    path: "/users/{userId}/unlock",
    access: "users:unlock",
    summary: "End a user's lock at once; a PIN the caller spoke is checked first",
    body: z.strictObject({ pin: z.optional(pin) }),
    reply: Unlocked,
    audit: ["user.unlocked", "pin.refused"],
    refusals: ["user.not-found", "user.wrong-status", ...pinRefusals, "request.changed-meanwhile"],
    idempotent: true,
  },
  getUserLock: {
    method: "GET",
    path: "/users/{userId}/lock",
    access: "users:unlock",
    summary: "Read why a user is locked: the tries by time, address and application",
    reply: UserLock,
    refusals: ["user.not-found"],
  },
  resetSecondStep: {
    method: "POST",
    path: "/users/{userId}/reset-second-step",
    access: "users:reset-second-step",
    summary: "Reset a lost second step after an identity check; the next sign-in sets up a new one",
    body: IdentityCheck,
    reply: UserView,
    audit: ["second-step.reset-started", "second-step.reset", "pin.refused"],
    refusals: [
      "user.not-found",
      "user.wrong-status",
      "user.own-account",
      "user.may-do-more",
      ...pinRefusals,
      "request.changed-meanwhile",
    ],
    idempotent: true,
    stepUp: true,
  },
  getUserPin: {
    method: "GET",
    path: "/users/{userId}/pin",
    access: "users:unlock",
    summary: "Read whether a user has set a PIN, and whether it is locked",
    reply: PinView,
    refusals: ["user.not-found"],
  },
  disableUser: {
    method: "POST",
    path: "/users/{userId}/disable",
    access: "users:disable",
    summary: "Disable a user and end all his sessions at once",
    body: z.strictObject({ reason }),
    reply: UserView,
    audit: ["user.disabled"],
    refusals: [
      "user.not-found",
      "user.wrong-status",
      "user.own-account",
      "user.may-do-more",
      "user.last-administrator",
      "request.changed-meanwhile",
    ],
    idempotent: true,
  },
  enableUser: {
    method: "POST",
    path: "/users/{userId}/enable",
    access: "users:enable",
    summary: "Enable a disabled user, who then signs in again",
    body: z.strictObject({ reason }),
    reply: UserView,
    audit: ["user.enabled"],
    refusals: [
      "user.not-found",
      "user.wrong-status",
      "user.own-account",
      "user.may-do-more",
      "request.changed-meanwhile",
    ],
    idempotent: true,
  },
  getUserRoles: {
    method: "GET",
    path: "/users/{userId}/roles",
    access: "users:read",
    summary: "Read the roles of a user, and which ones you may grant",
    reply: UserRoles,
    refusals: ["user.not-found"],
    versioned: true,
  },
  replaceUserRoles: {
    method: "PUT",
    path: "/users/{userId}/roles",
    access: "users:grant",
    summary: "Change what a user may do and end all his sessions at once",
    body: z.strictObject({ roles: heldRoles, reason }),
    reply: UserRoles,
    audit: ["user.roles-changed"],
    refusals: [
      "user.not-found",
      "user.wrong-status",
      "user.own-account",
      "user.may-do-more",
      "user.role-not-grantable",
      "user.last-administrator",
      "user.needs-authenticator",
    ],
    versioned: true,
    stepUp: true,
  },
  endUserSessions: {
    method: "POST",
    path: "/users/{userId}/end-sessions",
    access: "users:end-sessions",
    summary: "End every session of a user at once; the person is told by mail",
    reply: z.object({ ended: z.number() }),
    audit: ["user.sessions-ended"],
    refusals: ["user.not-found", "user.wrong-status", "request.changed-meanwhile"],
    idempotent: true,
  },
  inviteUser: {
    method: "POST",
    path: "/invitations",
    access: "users:invite",
    summary: "Invite a person; asking again for the same address returns the open invitation",
    body: Invite,
    reply: UserView,
    status: 201,
    audit: ["user.invited"],
    refusals: ["user.email-taken", "user.role-not-grantable"],
    idempotent: true,
  },
  ...invitationImportRoutes,
  ...accessRoutes,
  ...userDepartmentRoutes,
  ...invitationRoutes,
} as const satisfies RouteTable;
