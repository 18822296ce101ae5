import type { userRoutes } from "../../shared/contract/users.ts";
import { insert } from "../../shared/data/changes.ts";
import { newId } from "../../shared/data/ids.ts";
import { holderOfAddress, tokenIdOf } from "../../shared/data/invitations.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { readUser, userRow } from "../../shared/data/users.ts";
import { defaultApplications } from "../../shared/domain/application.ts";
import type { Invitation } from "../../shared/domain/invitation.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import type { PracticeScope } from "../../shared/domain/practice-scope.ts";
import { refusalAt } from "../../shared/domain/refusal.ts";
import { mayGrant } from "../../shared/domain/role.ts";
import { fullNameOf, type User, viewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { currentKeyVersion } from "../../shared/secrets/key-ring.ts";

type InviteCall = Parameters<typeof inviteUser>[0];

/**
 * Invites a person: the user's row for life, the invitation, the address's reservation and the mail, in one transaction.
 * One open invitation per practice and address: asking again returns the same. Source: PRODUCT.md I1, I2.
 */
export const inviteUser: Operation<typeof userRoutes.inviteUser> = async (call) => {
  const { caller, body, now } = call;
  if (!mayGrant(caller.roles, body.roles)) throw refusalAt("user.role-not-grantable", "/roles");
  const known = await invitedBefore(caller.scope, body.email);
  if (known) return viewOf(known, now);
  const { user, invitation } = await newcomer(call);
  const reply = viewOf(user, now);
  await call.commit(
    {
      changes: [
        insert(
          "practice",
          { ...keys.practiceAddress(caller.scope, user.email), userId: user.userId },
          refusalAt("user.email-taken", "/email"),
        ),
        insert("practice", userRow(caller.scope, user)),
        insert("practice", { ...keys.invitation(caller.scope, invitation.invitationId), ...invitation }),
      ],
      deeds: [
        {
          action: "user.invited",
          subjectId: user.userId,
          subjectName: fullNameOf(user),
          subjectVersion: user.version,
          changes: { email: { after: user.email }, type: { after: user.type }, roles: { after: user.roles } },
        },
      ],
      mails: [letterOf(call, invitation)],
    },
    reply,
  );
  return reply;
};

/** Who holds the address already: an invited user is the answer, a registered one a refusal. */
async function invitedBefore(scope: PracticeScope, email: string): Promise<User | undefined> {
  const holder = await holderOfAddress(scope, email);
  const user = holder === undefined ? undefined : await readUser(scope, holder);
  if (user && user.status !== "invited") throw refusalAt("user.email-taken", "/email");
  return user;
}

async function newcomer({ caller, body, now }: InviteCall): Promise<{ user: User; invitation: Invitation }> {
  const days = policyOf(caller.practice.policy).invitationDays;
  const shared = {
    practiceId: caller.scope.practiceId,
    userId: newId("usr", now),
    invitationId: newId("inv", now),
    email: body.email,
    firstName: body.firstName,
    lastName: body.lastName,
    type: body.type,
    roles: [...new Set(body.roles)],
  };
  const expiresAt = new Date(now.getTime() + days * 86_400_000).toISOString();
  const user: User = {
    ...shared,
    status: "invited",
    secondStep: "none",
    applications: defaultApplications(body.type, caller.practice.applications),
    securityVersion: 1,
    version: 1,
    invitedAt: now.toISOString(),
    invitationExpiresAt: expiresAt,
  };
  const keyVersion = await currentKeyVersion();
  return { user, invitation: { ...shared, kind: "member", generation: 1, keyVersion, expiresAt, source: "console" } };
}

function letterOf({ caller, body }: InviteCall, invitation: Invitation): Mail {
  const { generation, keyVersion, expiresAt, userId } = invitation;
  return {
    letter: "invitation",
    to: body.email,
    subjectId: userId,
    subjectName: fullNameOf(body),
    params: {
      practiceName: caller.practice.name,
      inviterName: fullNameOf(caller.user),
      firstName: body.firstName,
      until: inZone(new Date(expiresAt), caller.practice.timeZone),
    },
    secret: { kind: "invitation-link", tokenId: tokenIdOf(invitation), generation, keyVersion },
  };
}
