import type { loginRoutes } from "../../shared/contract/login.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { verifyTotp } from "../../shared/identity/sign-in.ts";
import { unseal } from "../../shared/secrets/sealed.ts";
import { compareMailedCode, tryCode } from "./code-attempt.ts";
import { enter } from "./enter.ts";
import { recover } from "./recover.ts";

/** The code's half of a sign-in, by authenticator or mailed code, whichever is set up, or by a recovery code. */
export const answerSecondStep: Operation<typeof loginRoutes.answerSecondStep> = async (call) => {
  const { user, pending } = call.pending;
  const { method, code } = call.body;
  if (method === "recovery") return recover(call, code);
  if (method !== pending.stage) throw new Refusal("second-step.unavailable");
  const evaluate = async () => {
    if (method === "email") return compareMailedCode(pending, code, call.now);
    return verifyTotp(user.userId, await unseal(pending.sealedSession ?? "", pending.pendingId), code);
  };
  await tryCode(call, evaluate, "second-step.refused");
  // An enrolment that crashed when Cognito had it, or may have, is told with the sign-in that mends its row.
  return enter(call, { method, code, isNew: user.secondStep !== method || user.secondStepIntent === method });
};
