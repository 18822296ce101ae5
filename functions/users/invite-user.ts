import type { userRoutes } from "../../shared/contract/users.ts";
import { holderOfAddress } from "../../shared/data/invitations.ts";
import { readUser } from "../../shared/data/users.ts";
import type { PracticeScope } from "../../shared/domain/practice-scope.ts";
import { refusalAt } from "../../shared/domain/refusal.ts";
import { mayGrantHere } from "../../shared/domain/role.ts";
import { type User, viewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { newInvitation } from "./new-invitation.ts";

/**
 * Invites a person, in one transaction.
 * One open invitation per practice and address: asking again returns the same. Source: PRODUCT.md I1, I2.
 */
export const inviteUser: Operation<typeof userRoutes.inviteUser> = async (call) => {
  const { caller, body, now } = call;
  if (!mayGrantHere(caller, body.roles)) throw refusalAt("user.role-not-grantable", "/roles");
  const known = await invitedBefore(caller.scope, body.email);
  if (known) return viewOf(known, now);
  const { user, work } = await newInvitation(call, { ...body, source: "console" });
  const reply = viewOf(user, now);
  await call.commit(work, reply);
  return reply;
};

/** Who holds the address already: an invited user is the answer, a registered one a refusal. */
async function invitedBefore(scope: PracticeScope, email: string): Promise<User | undefined> {
  const holder = await holderOfAddress(scope, email);
  const user = holder === undefined ? undefined : await readUser(scope, holder);
  if (user && user.status !== "invited") throw refusalAt("user.email-taken", "/email");
  return user;
}
