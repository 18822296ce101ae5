import type * as z from "zod/mini";
import type { Invite } from "../../shared/contract/users.ts";
import { insert } from "../../shared/data/changes.ts";
import { awaitColleague } from "../../shared/data/colleagues.ts";
import type { Work } from "../../shared/data/commit.ts";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import { userRow } from "../../shared/data/users.ts";
import { operatorsAtHome } from "../../shared/data/vendor.ts";
import { defaultApplications } from "../../shared/domain/application.ts";
import { freeAtOf, type Invitation, sentAtsWith } from "../../shared/domain/invitation.ts";
import { refusalAt } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Call } from "../../shared/http/call.ts";
import type { Caller } from "../../shared/http/callers.ts";
import { invitationLetters } from "../../shared/invitations/letter.ts";
import { endOf } from "../../shared/invitations/reissue.ts";
import { currentKeyVersion } from "../../shared/secrets/key-ring.ts";

/** Who invites, and when. */
type Inviting = Pick<Call, "now"> & { readonly caller: Caller };

/** Whom to invite, how that came about, and whether it is a colleague of another practice. */
export type Wish = z.output<typeof Invite> & Pick<Invitation, "source"> & { readonly kind?: "member" | "colleague" };

/**
 * All that one invitation writes: the user's row for life, the invitation, the address's reservation, its event, the
 * mail and its reminder. Its transaction is refused with `user.email-taken` where the address has a holder by then.
 * @param also what is known of the person beside the wish
 */
export async function newInvitation(
  inviting: Inviting,
  wish: Wish,
  also: Partial<User> = {},
): Promise<{ readonly user: User; readonly work: Required<Pick<Work, "changes" | "deeds" | "mails">> }> {
  const { scope } = inviting.caller;
  const { user, invitation } = await newcomer(inviting, wish, also);
  const changes = [
    insert(
      "practice",
      { ...keys.practiceAddress(scope, wish.email), userId: user.userId },
      refusalAt("user.email-taken", "/email"),
    ),
    insert("practice", userRow(scope, user)),
    insert("practice", { ...keys.invitation(scope, invitation.invitationId), ...invitation }),
    ...(wish.kind === "colleague" ? [awaitColleague(scope, invitation, inviting.now)] : []),
    ...operatorsAtHome(scope, wish.roles),
  ];
  const granted = { type: { after: user.type }, roles: { after: user.roles } };
  const told = {
    action: wish.kind === "colleague" ? "colleague.invited" : "user.invited",
    subjectId: user.userId,
    subjectName: fullNameOf(user),
    subjectVersion: user.version,
    changes: { email: { after: user.email }, ...(wish.kind === "colleague" ? {} : granted) },
  } as const;
  const { practice } = inviting.caller;
  const isOfMany = wish.source === "import";
  const facts = { practice, person: user, mailId: user.invitationMailId ?? "", isOfMany };
  return { user, work: { changes, deeds: [told], mails: invitationLetters(invitation, facts, inviting.now) } };
}

/** The person's row, with what lists show of the invitation, and the invitation itself. */
async function newcomer(
  { caller, now }: Inviting,
  { source, kind = "member", ...invite }: Wish,
  also: Partial<User>,
): Promise<{ user: User; invitation: Invitation }> {
  const shared = {
    ...invite,
    practiceId: caller.scope.practiceId,
    userId: newId(kind === "colleague" ? "col" : "usr", now),
    invitationId: newId("inv", now),
    roles: [...new Set(invite.roles)],
    invitedBy: fullNameOf(caller.user),
  };
  const expiresAt = endOf(now, caller.practice.policy);
  const sentAts = sentAtsWith([], now);
  const user: User = {
    applications: defaultApplications(invite.type, caller.practice.applications),
    ...also,
    ...shared,
    status: "invited",
    secondStep: "none",
    securityVersion: 1,
    version: 1,
    invitedAt: now.toISOString(),
    invitationExpiresAt: expiresAt,
    invitationSource: source,
    invitationSentAt: now.toISOString(),
    invitationSends: 1,
    invitationFreeAt: (freeAtOf(sentAts, "resend") ?? now).toISOString(),
    invitationMailId: newId("eml", now),
    delivery: "queued",
  };
  const keyVersion = await currentKeyVersion();
  return { user, invitation: { ...shared, kind, generation: 1, keyVersion, expiresAt, sentAts, source } };
}
