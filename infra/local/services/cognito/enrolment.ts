import { type Bearer, bearerOf } from "./access.ts";
import { notAuthorized } from "./cognito-error.ts";
import type { Context } from "./context.ts";
import { type Json, textAt } from "./fields.ts";
import { type Client, clientOf, poolOf } from "./pool.ts";
import { sessionFor } from "./session.ts";

/** Who sets an authenticator up: a signed-in user, or one whom the sign-in asks for it. */
export interface Enrolment extends Bearer {
  /** Present when a sign-in waits for the set-up; its session is spent by every call. */
  readonly waiting: { readonly sessionId: string; readonly client: Client } | undefined;
}

/** Throws NotAuthorizedException for a bad token or session. */
export function enrolmentOf(request: Json, context: Context): Enrolment {
  const sessionId = textAt(request, "Session");
  if (!sessionId) return { ...bearerOf(request, context), waiting: undefined };
  const session = sessionFor(sessionId, "MFA_SETUP", context);
  const pool = poolOf(context.pools, session.poolId);
  const user = context.state.user(pool, session.userName);
  if (!user.enabled) throw notAuthorized("User is disabled.");
  return { pool, user, waiting: { sessionId, client: clientOf(context.pools, session.clientId, pool.id) } };
}
