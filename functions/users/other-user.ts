import { readUser } from "../../shared/data/users.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { mayGrant } from "../../shared/domain/role.ts";
import type { User } from "../../shared/domain/user.ts";
import type { Caller } from "../../shared/http/callers.ts";

/**
 * Somebody else of the practice whose account the caller may decide about: never his own, and nobody's who may do more,
 * but under the emergency role, which is there for when an administrator cannot come in.
 * @throws Refusal saying which of it does not hold
 */
export async function otherUser(caller: Caller, userId: string): Promise<User> {
  const user = await readUser(caller.scope, userId);
  if (!user) throw new Refusal("user.not-found");
  if (user.userId === caller.user.userId) throw new Refusal("user.own-account");
  if (!caller.breakGlass && !mayGrant(caller.roles, user.roles)) throw new Refusal("user.may-do-more");
  return user;
}
