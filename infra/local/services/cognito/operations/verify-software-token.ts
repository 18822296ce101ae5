import { matchingStep } from "../authenticator.ts";
import { CognitoError } from "../cognito-error.ts";
import type { Context } from "../context.ts";
import { enrolmentOf } from "../enrolment.ts";
import { type Json, requiredText } from "../fields.ts";
import { openSession } from "../session.ts";

/**
 * Proves a secret handed out before. A signed-in user still has to switch it on (SetUserMFAPreference); for one whom the sign-in
 * asked, it is on.
 */
export function verifySoftwareToken(request: Json, context: Context): Json {
  const { pool, user, waiting } = enrolmentOf(request, context);
  const secret = user.pendingAuthenticator;
  if (!secret)
    throw new CognitoError("SoftwareTokenMFANotFoundException", "Software token MFA has not been set up for the user.");
  context.tally.add("codeEvaluations");
  if (matchingStep(secret, requiredText(request, "UserCode"), context.now()) === undefined) {
    throw new CognitoError("EnableSoftwareTokenMFAException", "Code mismatch");
  }
  const proven = { ...user, authenticator: secret, pendingAuthenticator: undefined, usedSteps: [] };
  context.state.saveUser(pool, waiting ? { ...proven, hasAuthenticatorOn: true } : proven);
  if (!waiting) return { Status: "SUCCESS" };
  context.state.removeSession(waiting.sessionId);
  const Session = openSession(waiting.client, { userName: user.name, step: "MFA_SETUP_DONE" }, context);
  return { Status: "SUCCESS", Session };
}
