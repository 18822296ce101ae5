import { listSessions, type Session } from "../../shared/data/sessions.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import { isSessionAlive } from "../../shared/domain/session-life.ts";
import type { Caller } from "../../shared/http/callers.ts";

/** The caller's sessions that are open at this moment, oldest first. */
export async function openSessionsOf({ user, practice }: Caller, now: Date): Promise<Session[]> {
  const { idleMinutes } = policyOf(practice.policy);
  const rule = { securityVersion: user.securityVersion, idleMinutes, now };
  return (await listSessions(user.userId)).filter((session) => isSessionAlive(session, rule));
}
