import { newAuthenticatorSecret } from "../authenticator.ts";
import type { Context } from "../context.ts";
import { enrolmentOf } from "../enrolment.ts";
import type { Json } from "../fields.ts";
import { openSession } from "../session.ts";

/** Hands out a secret for an authenticator app. An authenticator already in use stays in use until the new one is proven. */
export function associateSoftwareToken(request: Json, context: Context): Json {
  const { pool, user, waiting } = enrolmentOf(request, context);
  const pendingAuthenticator = newAuthenticatorSecret();
  context.state.saveUser(pool, { ...user, pendingAuthenticator });
  if (!waiting) return { SecretCode: pendingAuthenticator };
  context.state.removeSession(waiting.sessionId);
  const Session = openSession(waiting.client, { userName: user.name, step: "MFA_SETUP" }, context);
  return { SecretCode: pendingAuthenticator, Session };
}
