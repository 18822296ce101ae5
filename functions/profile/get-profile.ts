import type { profileRoutes } from "../../shared/contract/profile.ts";
import { viewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";

/** The own account; the session check has read it already. */
export const getProfile: Operation<typeof profileRoutes.getProfile> = async ({ caller, answer, now }) => {
  answer.setVersion(caller.user.version);
  return viewOf(caller.user, now);
};
