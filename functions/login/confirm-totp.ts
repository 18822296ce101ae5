import type { loginRoutes } from "../../shared/contract/login.ts";
import type { Operation } from "../../shared/http/call.ts";
import { preferAuthenticator, proveAuthenticator } from "../../shared/identity/authenticator.ts";
import { tryCode } from "./code-attempt.ts";
import { enrolmentToken } from "./enrolment.ts";
import { enter } from "./enter.ts";

/**
 * Proves the authenticator and signs in. Cognito is told first: a crash before our row leaves an account that is asked for
 * its authenticator at the next sign-in, which mends the row.
 */
export const confirmTotp: Operation<typeof loginRoutes.confirmTotp> = async (call) => {
  const { user } = call.pending;
  const token = await enrolmentToken(call);
  await tryCode(call, () => proveAuthenticator(token, call.body.code), "second-step.wrong-code");
  await preferAuthenticator(user.userId);
  return enter(call, { method: "totp", code: call.body.code, isNew: true });
};
