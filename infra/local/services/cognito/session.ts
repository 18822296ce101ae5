import { randomBytes } from "node:crypto";
import { notAuthorized } from "./cognito-error.ts";
import type { Context } from "./context.ts";
import { numberAt } from "./fields.ts";
import type { Client } from "./pool.ts";
import type { Session } from "./state.ts";

const mismatchesAllowed = 3;

/** Opens a session that waits for the answer of `step`; good for the client's AuthSessionValidity (3 minutes by default). */
export function openSession(client: Client, waiting: { userName: string; step: string }, context: Context): string {
  const id = randomBytes(300).toString("base64url");
  const minutes = numberAt(client.properties, "AuthSessionValidity") ?? 3;
  context.state.keepSession(id, {
    ...waiting,
    poolId: client.poolId,
    clientId: client.id,
    expiresAt: context.now() + minutes * 60_000,
    mismatches: 0,
  });
  return id;
}

/** The session if it waits for that step and has not been used. Throws NotAuthorizedException. */
export function sessionFor(id: string, step: string, context: Context): Session {
  const session = context.state.session(id);
  if (!session || session.step !== step) throw notAuthorized("Invalid session for the user.");
  if (session.expiresAt <= context.now()) throw notAuthorized("Invalid session for the user, session is expired.");
  return session;
}

/** A wrong answer: the session may be tried again, but not for ever. */
export function countMismatch(id: string, session: Session, context: Context): void {
  const mismatches = session.mismatches + 1;
  if (mismatches >= mismatchesAllowed) context.state.removeSession(id);
  else context.state.keepSession(id, { ...session, mismatches });
}
