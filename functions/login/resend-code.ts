import type { loginRoutes } from "../../shared/contract/login.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { sendCode } from "./send-code.ts";

/** Mails another code to somebody who signs in with e-mail codes. */
export const resendCode: Operation<typeof loginRoutes.resendCode> = async (call) => {
  const { stage, codeGeneration } = call.pending.pending;
  const isByMail = stage === "email" || (stage === "enrol" && codeGeneration > 0);
  if (!isByMail) throw new Refusal("second-step.unavailable");
  return sendCode(call);
};
