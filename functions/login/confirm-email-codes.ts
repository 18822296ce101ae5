import type { loginRoutes } from "../../shared/contract/login.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { compareMailedCode, tryCode } from "./code-attempt.ts";
import { assertEnrolling } from "./enrolment.ts";
import { enter } from "./enter.ts";
import { mayUseEmailCodes } from "./pending-sign-in.ts";

/** Proves the address with the mailed code, makes it the second step, and signs in. */
export const confirmEmailCodes: Operation<typeof loginRoutes.confirmEmailCodes> = async (call) => {
  assertEnrolling(call);
  if (!mayUseEmailCodes(call.pending)) throw new Refusal("second-step.unavailable");
  await tryCode(
    call,
    () => compareMailedCode(call.pending.pending, call.body.code, call.now),
    "second-step.wrong-code",
  );
  return enter(call, { method: "email", code: call.body.code, isNew: true });
};
