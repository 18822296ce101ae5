import type { loginRoutes } from "../../shared/contract/login.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { assertEnrolling } from "./enrolment.ts";
import { sendCode } from "./send-code.ts";
import { mayTake } from "./ways.ts";

/** Begins to use e-mail codes as the second step, where the person's roles allow it. */
export const startEmailCodes: Operation<typeof loginRoutes.startEmailCodes> = async (call) => {
  assertEnrolling(call);
  if (!mayTake("email", call.pending)) throw new Refusal("second-step.unavailable");
  return sendCode(call, "email");
};
