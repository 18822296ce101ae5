import type { userRoutes } from "../../shared/contract/users.ts";
import { readUser } from "../../shared/data/users.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { accessViewOf } from "./access-view.ts";

/** When a user may be in and what he may open, with the version that an edit names. */
export const getAccess: Operation<typeof userRoutes.getAccess> = async ({ caller, path, answer }) => {
  const user = await readUser(caller.scope, path.userId);
  if (!user) throw new Refusal("user.not-found");
  answer.setVersion(user.version);
  return accessViewOf(user, caller.practice);
};
