import type { userRoutes } from "../../shared/contract/users.ts";
import { holderOfAddress } from "../../shared/data/invitations.ts";
import { readInvited } from "../../shared/data/users.ts";
import type { PracticeScope } from "../../shared/domain/practice-scope.ts";
import { refusalAt } from "../../shared/domain/refusal.ts";
import { isColleague, type User, viewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { newInvitation, type Wish } from "./new-invitation.ts";
import { countResend } from "./resends.ts";

/**
 * Invites a colleague of another practice to sign it up, in one transaction. Nothing of other practices is looked at, so that
 * an address with an account elsewhere is answered and written to like any other; it goes to strangers, so that it counts
 * with the letters of an hour. Source: PRODUCT.md I1; SECURITY attacks 28, 29, 31.
 */
export const inviteColleague: Operation<typeof userRoutes.inviteColleague> = async (call) => {
  const { caller, body, now } = call;
  const known = await invitedBefore(caller.scope, body.email);
  if (known) return viewOf(known, now);
  const wish: Wish = { ...body, type: "staff", roles: [], source: "console", kind: "colleague" };
  const { user, work } = await newInvitation(call, wish, { applications: [] });
  await countResend(caller, now);
  const reply = viewOf(user, now);
  await call.commit(work, reply);
  return reply;
};

/** Who holds the address in this practice: a colleague who was invited is the answer, one of its own people a refusal. */
async function invitedBefore(scope: PracticeScope, email: string): Promise<User | undefined> {
  const holder = await holderOfAddress(scope, email);
  if (holder === undefined) return undefined;
  if (!isColleague({ userId: holder })) throw refusalAt("user.email-taken", "/email");
  return readInvited(scope, holder);
}
