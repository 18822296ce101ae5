import type { loginRoutes } from "../../shared/contract/login.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { assertEnrolling } from "./enrolment.ts";
import { sendCode } from "./send-code.ts";
import { mayTake } from "./ways.ts";

/** Begins to use texted codes as the second step: the first one goes to the number that is to be proven. */
export const startSmsCodes: Operation<typeof loginRoutes.startSmsCodes> = async (call) => {
  assertEnrolling(call);
  if (!mayTake("sms", call.pending)) throw new Refusal("second-step.unavailable");
  return sendCode(call, "sms", call.body.phone);
};
