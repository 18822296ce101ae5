import type { loginRoutes } from "../../shared/contract/login.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { choicesOf } from "../../shared/domain/role.ts";
import type { Operation } from "../../shared/http/call.ts";
import { enter } from "./enter.ts";

/** Finishes a sign-in with the role to work in, among those that the person holds at this moment. */
export const chooseRole: Operation<typeof loginRoutes.chooseRole> = async (call) => {
  const { pending, user } = call.pending;
  const { role } = call.body;
  if (pending.stage !== "choose" || !pending.proved) throw new Refusal("second-step.unavailable");
  const choices = choicesOf(user.roles);
  if (choices.length > 0 && !choices.includes(role)) throw new Refusal("sign-in.role-not-held");
  return enter(call, { ...pending.proved, ...(choices.length > 0 ? { role } : {}) });
};
