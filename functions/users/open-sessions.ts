import { listSessions } from "../../shared/data/sessions.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import { isSessionAlive } from "../../shared/domain/session-life.ts";
import type { User } from "../../shared/domain/user.ts";
import type { Caller } from "../../shared/http/callers.ts";

/** How many sessions of a user are open now. */
export async function openSessions(
  { caller, now }: { readonly caller: Caller; readonly now: Date },
  { userId, securityVersion }: User,
): Promise<number> {
  const rule = { securityVersion, idleMinutes: policyOf(caller.practice.policy).idleMinutes, now };
  return (await listSessions(userId)).filter((session) => isSessionAlive(session, rule)).length;
}
