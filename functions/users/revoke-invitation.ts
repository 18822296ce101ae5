import type { userRoutes } from "../../shared/contract/users.ts";
import { remove, update } from "../../shared/data/changes.ts";
import { awaitNoMore } from "../../shared/data/colleagues.ts";
import { departmentChanges } from "../../shared/data/departments.ts";
import { keys } from "../../shared/data/keys.ts";
import { type User, viewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { openInvitationOf, subjectOf } from "./invitation-of.ts";
import { memberChanges } from "./site-members.ts";

/**
 * Revokes an invitation: no link of it is good, its address is free for another, and it stays in the list as revoked.
 * Source: PRODUCT.md I5.
 */
export const revokeInvitation: Operation<typeof userRoutes.revokeInvitation> = async (call) => {
  const { caller, path, now } = call;
  const { scope } = caller;
  const { invitation, user: before } = await openInvitationOf(caller, path.invitationId);
  const { siteIds: _sites, departmentId: _department, ...lasting } = before;
  const user: User = { ...lasting, version: before.version + 1, invitationRevokedAt: now.toISOString() };
  const reply = viewOf(user, now);
  await call.commit(
    {
      changes: [
        update("practice", keys.invitation(scope, invitation.invitationId), {
          set: { revokedAt: now.toISOString(), generation: invitation.generation + 1 },
          expect: { generation: invitation.generation },
          absent: ["usedAt", "revokedAt"],
          refusal: "request.changed-meanwhile",
        }),
        update("practice", keys.user(scope, before.userId), {
          set: { invitationRevokedAt: user.invitationRevokedAt, version: user.version },
          remove: ["siteIds", "departmentId"],
          expect: { version: before.version, status: before.status },
          refusal: "request.changed-meanwhile",
        }),
        remove("practice", keys.practiceAddress(scope, before.email), { expect: { userId: before.userId } }),
        ...awaitNoMore(scope, before),
        ...memberChanges(scope, before, user),
        ...departmentChanges(scope, before, user),
      ],
      deeds: [{ action: "invitation.revoked", ...subjectOf(user), changes: { email: { before: before.email } } }],
    },
    reply,
  );
  return reply;
};
