import type { userRoutes } from "../../shared/contract/users.ts";
import { isUndeliverable } from "../../shared/domain/delivery.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { type User, viewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { assertOpen, reissue } from "../../shared/invitations/reissue.ts";
import { invitationOf, subjectOf } from "./invitation-of.ts";
import { countResend } from "./resends.ts";

/** Sends an invitation again, unless its address is known not to work. Source: PRODUCT.md I4; attacks 31, 32. */
export const resendInvitation: Operation<typeof userRoutes.resendInvitation> = async (call) => {
  const { caller, path, now } = call;
  const { invitation, user: before } = await invitationOf(caller, path.invitationId);
  assertOpen(invitation);
  assertDeliverable(before);
  const { scope, practice } = caller;
  const again = await reissue({ scope, practice, invitation, user: before, now, why: "resend" });
  await countResend(caller, now);
  const user = again.user ?? before;
  const reply = viewOf(user, now);
  await call.commit(
    {
      changes: again.changes,
      mails: again.mails,
      deeds: [
        {
          action: "invitation.resent",
          ...subjectOf(user),
          changes: { expiresAt: { before: invitation.expiresAt, after: again.invitation.expiresAt } },
        },
      ],
    },
    reply,
  );
  return reply;
};

function assertDeliverable({ delivery, deliveryReason }: User): void {
  if (!isUndeliverable(delivery)) return;
  throw new Refusal("invitation.undeliverable", deliveryReason ? { more: `The reason: ${deliveryReason}` } : {});
}
