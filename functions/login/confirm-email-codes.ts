import type { loginRoutes } from "../../shared/contract/login.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { compareSentCode, tryCode } from "./code-attempt.ts";
import { assertEnrolling } from "./enrolment.ts";
import { enter } from "./enter.ts";
import { mayTake } from "./ways.ts";

/** Proves the address with the mailed code, makes it the second step, and signs in. */
export const confirmEmailCodes: Operation<typeof loginRoutes.confirmEmailCodes> = async (call) => {
  assertEnrolling(call);
  if (!mayTake("email", call.pending)) throw new Refusal("second-step.unavailable");
  const { user, pending } = call.pending;
  const { code } = call.body;
  await tryCode(
    call,
    () => compareSentCode(pending, { channel: "email", code, user }, call.now),
    "second-step.wrong-code",
  );
  return enter(call, { method: "email", code, isNew: true });
};
