import * as z from "zod/mini";
import { type Role, roleNames } from "../domain/role.ts";
import { secondSteps, shownRegistrations, shownStatuses } from "../domain/user-status.ts";
import { userTypeNames } from "../domain/user-type.ts";
import { emailAddress, instant, pageOf, paging, personName } from "./fields.ts";
import type { RouteTable } from "./route.ts";

const keysOf = <T extends Record<string, unknown>>(table: T) =>
  Object.keys(table) as [keyof T & string, ...(keyof T & string)[]];

/** A user as the practice's managers see him. */
export const UserView = z.object({
  userId: z.string(),
  username: z.optional(z.string()),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  type: z.enum(userTypeNames),
  roles: z.array(z.enum(roleNames)),
  status: z.enum(keysOf(shownStatuses)),
  registration: z.enum(keysOf(shownRegistrations)),
  secondStep: z.enum(keysOf(secondSteps)),
  lockedUntil: z.optional(instant),
  invitedAt: z.optional(instant),
  invitationExpiresAt: z.optional(instant),
  registeredAt: z.optional(instant),
  lastSignInAt: z.optional(instant),
});
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
/** What Unlock ended: tries counted until then, and until when Cognito's own short lock may still hold. */
export const Unlocked = z.object({
  user: UserView,
  clearedPasswordTries: z.number(),
  clearedCodeTries: z.number(),
  innerLockUntil: z.optional(instant),
});

export const userRoutes = {
  listUsers: {
    method: "GET",
    path: "/users",
    access: "users:read",
    summary: "List the users of the practice by last name",
    query: z.strictObject(paging),
    reply: pageOf(UserView),
    refusals: ["request.cursor"],
  },
  getUser: {
    method: "GET",
    path: "/users/{userId}",
    access: "users:read",
    summary: "Read one user",
    reply: UserView,
    refusals: ["user.not-found"],
  },
  unlockUser: {
    method: "POST",
    path: "/users/{userId}/unlock",
    access: "users:unlock",
    summary: "End a user's lock at once",
    reply: Unlocked,
    audit: ["user.unlocked"],
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
} as const satisfies RouteTable;
