import type { loginRoutes } from "../../shared/contract/login.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { forgetAuthenticator } from "../../shared/identity/authenticator.ts";
import { intendSecondStep, secondStepChanged } from "./own-second-step.ts";
import { proveAgain } from "./step-up.ts";
import { mayTake } from "./ways.ts";

/**
 * Goes over to codes by mail, where practice and role allow it, with password and present second step in this very call. The
 * intention is written before Cognito forgets the app: after a crash in between the next sign-in mails a code.
 * Source: PRODUCT.md A2, A9.
 */
export const takeEmailCodes: Operation<typeof loginRoutes.takeEmailCodes> = async (call) => {
  const { user } = call.caller;
  if (!mayTake("email", call.caller) || user.secondStep === "email") throw new Refusal("second-step.unavailable");
  await proveAgain(call);
  if (user.secondStep === "totp") {
    await intendSecondStep(call, "email");
    await forgetAuthenticator(user.userId);
  }
  return secondStepChanged(call, { method: "email", code: call.body.code, changes: [] });
};
