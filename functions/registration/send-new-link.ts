import type { registrationRoutes } from "../../shared/contract/registration.ts";
import { countRequest } from "../../shared/data/counters.ts";
import { isUndeliverable } from "../../shared/domain/delivery.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { withFloor } from "../../shared/http/floor.ts";
import { reissue } from "../../shared/invitations/reissue.ts";
import { type Doorway, doorwayOf } from "./open-invitation.ts";

type NewLinkCall = Parameters<typeof sendNewLink>[0];

/** New links that one address may ask for in five minutes. */
const asksPerAddress = 50;

/**
 * Mails a new link in place of an expired one, to the invited address and nowhere else. Whatever the link was, the answer is
 * one and takes the same time. Source: PRODUCT.md I5.
 */
export const sendNewLink: Operation<typeof registrationRoutes.sendNewLink> = async (call) => {
  const isWithin = await countRequest(`new-link.${call.address}`, asksPerAddress, call.now);
  if (!isWithin) throw new Refusal("request.too-many", { retryAfterSeconds: 300 });
  return withFloor(async () => {
    try {
      await mailLink(call, await doorwayOf(call.body.token, call));
    } catch (error) {
      // A link that is wrong, used or too new for another letter is answered like a good one.
      if (!(error instanceof Refusal) || error.code === "request.too-many") throw error;
    }
    return { outcome: "look-in-mailbox" as const };
  });
};

async function mailLink(
  call: NewLinkCall,
  { scope, invitation, state, practice, policy, user }: Doorway,
): Promise<void> {
  if (state !== "expired" || isUndeliverable(user?.delivery)) return;
  const { now } = call;
  const again = await reissue({ scope, invitation, user, practice: { ...practice, policy }, now, why: "resend" });
  const actorName = user ? fullNameOf(user) : invitation.email;
  await call.commit(
    {
      origin: { ...call.origin, practiceId: scope.practiceId, actorId: invitation.userId, actorName },
      changes: again.changes,
      mails: again.mails,
      mailScope: scope,
      deeds: [{ action: "invitation.new-link-asked", subjectId: invitation.userId, subjectName: actorName }],
    },
    { outcome: "look-in-mailbox" },
  );
}
