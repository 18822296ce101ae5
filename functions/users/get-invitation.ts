import type { userRoutes } from "../../shared/contract/users.ts";
import type { Operation } from "../../shared/http/call.ts";
import { invitationOf, invitationViewOf } from "./invitation-of.ts";

/** One invitation, whatever became of it. */
export const getInvitation: Operation<typeof userRoutes.getInvitation> = async (call) => {
  const found = await invitationOf(call.caller, call.path.invitationId);
  call.answer.setVersion(found.user.version);
  return invitationViewOf(found, call.now);
};
