import * as z from "zod/mini";
import { deliveries } from "../domain/delivery.ts";
import { invitationSources } from "../domain/invitation.ts";
import { invitationStates } from "../domain/invitation-state.ts";
import { roleNames } from "../domain/role.ts";
import { secondSteps, shownRegistrations, shownStatuses } from "../domain/user-status.ts";
import { userTypeNames } from "../domain/user-type.ts";
import { instant } from "./fields.ts";

/** The names of a table, as zod wants them. */
export const keysOf = <T extends Record<string, unknown>>(table: T) =>
  Object.keys(table) as [keyof T & string, ...(keyof T & string)[]];

/** A user as the practice's managers see him. */
export const UserView = z.object({
  userId: z.string(),
  /** Only in lists of invitations: somebody who was invited to sign up a practice of his own. He has no role and is no user here. */
  isColleague: z.optional(z.boolean()),
  username: z.optional(z.string()),
  providerNumber: z.optional(z.string()),
  email: z.optional(z.string()),
  firstName: z.string(),
  lastName: z.string(),
  type: z.enum(userTypeNames),
  roles: z.array(z.enum(roleNames)),
  status: z.enum(keysOf(shownStatuses)),
  registration: z.enum(keysOf(shownRegistrations)),
  secondStep: z.enum(keysOf(secondSteps)),
  lockedUntil: z.optional(instant),
  invitedAt: z.optional(instant),
  /** How the invitation of somebody who has not registered stands; absent once he has. */
  invitation: z.optional(z.enum(keysOf(invitationStates))),
  invitationId: z.optional(z.string()),
  invitationSource: z.optional(z.enum(keysOf(invitationSources))),
  invitedBy: z.optional(z.string()),
  invitationSentAt: z.optional(instant),
  /** How many letters left. */
  invitationSends: z.optional(z.number()),
  /** From then on the invitation may be sent again; absent or over: now. */
  invitationFreeAt: z.optional(instant),
  invitationExpiresAt: z.optional(instant),
  /** No letter reaches the address, and why. */
  undeliverable: z.optional(z.enum(keysOf(deliveries))),
  deliveryReason: z.optional(z.string()),
  registeredAt: z.optional(instant),
  lastSignInAt: z.optional(instant),
  expiresAt: z.optional(instant),
  departmentId: z.optional(z.string()),
  /** In lists, and where the department was just set; elsewhere the list of departments has it. */
  departmentName: z.optional(z.string()),
});
