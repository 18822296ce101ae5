import type * as z from "zod/mini";
import type { Invite } from "../../shared/contract/users.ts";
import { insert } from "../../shared/data/changes.ts";
import type { Work } from "../../shared/data/commit.ts";
import { newId } from "../../shared/data/ids.ts";
import { tokenIdOf } from "../../shared/data/invitations.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { userRow } from "../../shared/data/users.ts";
import { defaultApplications } from "../../shared/domain/application.ts";
import type { Invitation } from "../../shared/domain/invitation.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import { refusalAt } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Call } from "../../shared/http/call.ts";
import type { Caller } from "../../shared/http/callers.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { currentKeyVersion } from "../../shared/secrets/key-ring.ts";

/** Who invites, and when. */
type Inviting = Pick<Call, "now"> & { readonly caller: Caller };

/** Whom to invite, and how that came about. */
export type Wish = z.output<typeof Invite> & Pick<Invitation, "source">;

/**
 * All that one invitation writes: the user's row for life, the invitation, the address's reservation, its event and the
 * mail. Its transaction is refused with `user.email-taken` where the address has a holder by then.
 */
export async function newInvitation(
  inviting: Inviting,
  wish: Wish,
): Promise<{ readonly user: User; readonly work: Required<Pick<Work, "changes" | "deeds" | "mails">> }> {
  const { scope } = inviting.caller;
  const { user, invitation } = await newcomer(inviting, wish);
  const changes = [
    insert(
      "practice",
      { ...keys.practiceAddress(scope, user.email), userId: user.userId },
      refusalAt("user.email-taken", "/email"),
    ),
    insert("practice", userRow(scope, user)),
    insert("practice", { ...keys.invitation(scope, invitation.invitationId), ...invitation }),
  ];
  const told = {
    action: "user.invited",
    subjectId: user.userId,
    subjectName: fullNameOf(user),
    subjectVersion: user.version,
    changes: { email: { after: user.email }, type: { after: user.type }, roles: { after: user.roles } },
  } as const;
  return { user, work: { changes, deeds: [told], mails: [letterOf(inviting, invitation, user)] } };
}

async function newcomer(
  { caller, now }: Inviting,
  { source, ...invite }: Wish,
): Promise<{ user: User; invitation: Invitation }> {
  const days = policyOf(caller.practice.policy).invitationDays;
  const shared = {
    ...invite,
    practiceId: caller.scope.practiceId,
    userId: newId("usr", now),
    invitationId: newId("inv", now),
    roles: [...new Set(invite.roles)],
  };
  const expiresAt = new Date(now.getTime() + days * 86_400_000).toISOString();
  const user: User = {
    ...shared,
    status: "invited",
    secondStep: "none",
    applications: defaultApplications(invite.type, caller.practice.applications),
    securityVersion: 1,
    version: 1,
    invitedAt: now.toISOString(),
    invitationExpiresAt: expiresAt,
  };
  const keyVersion = await currentKeyVersion();
  return { user, invitation: { ...shared, kind: "member", generation: 1, keyVersion, expiresAt, source } };
}

function letterOf({ caller }: Inviting, invitation: Invitation, user: User): Mail {
  const { generation, keyVersion, expiresAt } = invitation;
  return {
    letter: "invitation",
    to: user.email,
    subjectId: user.userId,
    subjectName: fullNameOf(user),
    params: {
      practiceName: caller.practice.name,
      inviterName: fullNameOf(caller.user),
      firstName: user.firstName,
      until: inZone(new Date(expiresAt), caller.practice.timeZone),
    },
    secret: { kind: "invitation-link", tokenId: tokenIdOf(invitation), generation, keyVersion },
  };
}
