import { timeOfId } from "../../shared/data/ids.ts";
import { readInvitation } from "../../shared/data/invitations.ts";
import { readInvited } from "../../shared/data/users.ts";
import { freeAtOf, type Invitation } from "../../shared/domain/invitation.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { mayGrant } from "../../shared/domain/role.ts";
import { isColleague, type User, viewOf } from "../../shared/domain/user.ts";
import type { Caller } from "../../shared/http/callers.ts";
import { assertOpen } from "../../shared/invitations/reissue.ts";

/** An invitation of the practice and whom it is for. */
export interface Found {
  readonly invitation: Invitation;
  readonly user: Invited;
}

/** Nobody is invited who has no address. */
export type Invited = User & { readonly email: string };
const isInvited = (user: User | undefined): user is Invited => user?.email !== undefined;

/** @throws Refusal `invitation.not-found`, for another practice's as for one that nobody has */
export async function invitationOf({ scope }: Caller, invitationId: string): Promise<Found> {
  const isId = timeOfId("inv", invitationId) !== undefined;
  const invitation = isId ? await readInvitation(scope, invitationId) : undefined;
  const user = invitation && invitation.kind !== "founder" ? await readInvited(scope, invitation.userId) : undefined;
  if (!invitation || !isInvited(user)) throw new Refusal("invitation.not-found");
  return { invitation, user };
}

/**
 * An invitation whose person has not registered and about which the caller may decide: a letter that somebody with more
 * power was invited by is not redirected. @throws Refusal saying which of it does not hold
 */
export async function openInvitationOf(caller: Caller, invitationId: string): Promise<Found> {
  const found = await invitationOf(caller, invitationId);
  assertOpen(found.invitation);
  if (!mayGrant(caller.roles, found.user.roles)) throw new Refusal("user.may-do-more");
  return found;
}

/** An invitation as managers see it. */
export function invitationViewOf({ invitation, user }: Found, now: Date) {
  const { userId, email, firstName, lastName, roles } = user;
  const view = viewOf(user, now);
  return {
    ...{ invitationId: invitation.invitationId, userId, email, firstName, lastName, roles: [...roles] },
    isColleague: isColleague(user) || undefined,
    source: invitation.source,
    invitedBy: invitation.invitedBy,
    state: view.invitation,
    undeliverable: view.undeliverable,
    deliveryReason: view.deliveryReason,
    sentAt: user.invitationSentAt ?? user.invitedAt,
    sends: user.invitationSends ?? 1,
    freeAt: freeAtOf(invitation.sentAts ?? [], "resend")?.toISOString(),
    expiresAt: view.invitation === undefined ? undefined : invitation.expiresAt,
  };
}

/** How the audit log names the person. */
export const subjectOf = ({ userId, firstName, lastName, version }: User) => ({
  subjectId: userId,
  subjectName: `${firstName} ${lastName}`.trim(),
  subjectVersion: version,
});
