import type { loginRoutes } from "../../shared/contract/login.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { compareSentCode, tryCode } from "./code-attempt.ts";
import { assertEnrolling } from "./enrolment.ts";
import { enter } from "./enter.ts";
import { mayTake } from "./ways.ts";

/** Proves the number with the texted code, makes it the second step, and signs in. */
export const confirmSmsCodes: Operation<typeof loginRoutes.confirmSmsCodes> = async (call) => {
  assertEnrolling(call);
  if (!mayTake("sms", call.pending)) throw new Refusal("second-step.unavailable");
  const { user, pending } = call.pending;
  const { code } = call.body;
  await tryCode(
    call,
    () => compareSentCode(pending, { channel: "sms", code, user }, call.now),
    "second-step.wrong-code",
  );
  return enter(call, { method: "sms", code, isNew: true });
};
