import type { userRoutes } from "../../shared/contract/users.ts";
import { readUser } from "../../shared/data/users.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { grantableBy } from "../../shared/domain/role.ts";
import type { Operation } from "../../shared/http/call.ts";

/** The roles of a user of the own practice, and those the reader may hand out. */
export const getUserRoles: Operation<typeof userRoutes.getUserRoles> = async ({ caller, path, answer }) => {
  const user = await readUser(caller.scope, path.userId);
  if (!user) throw new Refusal("user.not-found");
  answer.setVersion(user.version);
  return { roles: [...user.roles], grantable: grantableBy(caller) };
};
