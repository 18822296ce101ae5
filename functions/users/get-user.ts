import type { userRoutes } from "../../shared/contract/users.ts";
import { readUser } from "../../shared/data/users.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { detailViewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";

/** One user of the own practice; a foreign id answers like a missing one. */
export const getUser: Operation<typeof userRoutes.getUser> = async ({ caller, path, answer, now }) => {
  const user = await readUser(caller.scope, path.userId);
  if (!user) throw new Refusal("user.not-found");
  answer.setVersion(user.version);
  return detailViewOf(user, now);
};
