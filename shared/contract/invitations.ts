import * as z from "zod/mini";
import { deliveries } from "../domain/delivery.ts";
import { invitationSources } from "../domain/invitation.ts";
import { invitationStates } from "../domain/invitation-state.ts";
import { roleNames } from "../domain/role.ts";
import { emailAddress, instant, personName, text } from "./fields.ts";
import type { RouteTable } from "./route.ts";
import { keysOf, UserView } from "./user-view.ts";

/** An invitation as managers see it. */
export const InvitationView = z.object({
  invitationId: z.string(),
  userId: z.string(),
  /** Of another practice: he has no role here. */
  isColleague: z.optional(z.boolean()),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  roles: z.array(z.enum(roleNames)),
  source: z.enum(keysOf(invitationSources)),
  invitedBy: z.optional(z.string()),
  /** Absent once the person has registered. */
  state: z.optional(z.enum(keysOf(invitationStates))),
  undeliverable: z.optional(z.enum(keysOf(deliveries))),
  deliveryReason: z.optional(z.string()),
  sentAt: z.optional(instant),
  sends: z.number(),
  /** From then on it may be sent again; absent or over: now. */
  freeAt: z.optional(instant),
  expiresAt: z.optional(instant),
});

/** What of an invitation is corrected; a new address or new roles send it again at once and end the old link. */
export const InvitationEdit = z.strictObject({
  email: z.optional(emailAddress),
  firstName: z.optional(personName),
  lastName: z.optional(personName),
  roles: z.optional(z.array(z.enum(roleNames)).check(z.minLength(1), z.maxLength(roleNames.length))),
});

/** A colleague who works elsewhere. */
export const InviteColleague = z.strictObject({ email: emailAddress, firstName: personName, lastName: personName });

export const invitationRoutes = {
  inviteColleague: {
    method: "POST",
    path: "/colleague-invitations",
    access: "users:invite",
    summary: "Invite a colleague of another practice to sign it up; asking again returns the same",
    body: InviteColleague,
    reply: UserView,
    status: 201,
    audit: ["colleague.invited"],
    refusals: ["user.email-taken", "invitation.too-many"],
    idempotent: true,
  },
  getInvitation: {
    method: "GET",
    path: "/invitations/{invitationId}",
    access: "users:read",
    summary: "Read one invitation",
    reply: InvitationView,
    refusals: ["invitation.not-found"],
    versioned: true,
  },
  editInvitation: {
    method: "PATCH",
    path: "/invitations/{invitationId}",
    access: "users:invite",
    summary: "Correct an invitation; a new address or new roles send it again and end the old link",
    body: InvitationEdit,
    reply: InvitationView,
    audit: ["invitation.edited"],
    refusals: [
      "invitation.not-found",
      "invitation.used",
      "invitation.revoked",
      "invitation.too-soon",
      "invitation.too-many",
      "user.email-taken",
      "user.may-do-more",
      "user.role-not-grantable",
    ],
    versioned: true,
  },
  resendInvitation: {
    method: "POST",
    path: "/invitations/{invitationId}/resend",
    access: "users:invite",
    summary: "Send an invitation again with a new link for a full new lifetime; the old link ends",
    body: z.strictObject({}),
    reply: UserView,
    audit: ["invitation.resent"],
    refusals: [
      "invitation.not-found",
      "invitation.used",
      "invitation.revoked",
      "invitation.too-soon",
      "invitation.too-many",
      "invitation.undeliverable",
      "request.changed-meanwhile",
    ],
    idempotent: true,
  },
  revokeInvitation: {
    method: "DELETE",
    path: "/invitations/{invitationId}",
    access: "users:invite",
    summary: "Revoke an invitation: its link ends at once and its address is free again",
    reply: UserView,
    audit: ["invitation.revoked"],
    refusals: [
      "invitation.not-found",
      "invitation.used",
      "invitation.revoked",
      "user.may-do-more",
      "request.changed-meanwhile",
    ],
  },
  trustAddress: {
    method: "POST",
    path: "/users/{userId}/address-works",
    access: "users:trust-address",
    summary: "Say that letters reach a user's address again after one bounced",
    body: z.strictObject({ reason: text(300) }),
    reply: UserView,
    audit: ["user.address-trusted"],
    refusals: ["user.not-found", "user.wrong-status", "request.changed-meanwhile"],
    idempotent: true,
  },
} as const satisfies RouteTable;
