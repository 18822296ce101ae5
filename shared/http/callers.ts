import { closeSession, touchSession } from "../data/counters.ts";
import { keys } from "../data/keys.ts";
import { type PendingSignIn, readTogether, type Session } from "../data/sessions.ts";
import { mayEnterApplication } from "../domain/application.ts";
import { type BreakGlassHeld, emergencyPermissions, runningBreakGlass } from "../domain/break-glass.ts";
import { barrierTo, hoursOf } from "../domain/entry.ts";
import { nextWindowInWords } from "../domain/hours-in-words.ts";
import type { Permission } from "../domain/permission.ts";
import { policyOf } from "../domain/policy.ts";
import type { Practice } from "../domain/practice.ts";
import { permissionsIn } from "../domain/practice-permissions.ts";
import { type PracticeScope, scopeOf } from "../domain/practice-scope.ts";
import { Refusal } from "../domain/refusal.ts";
import { type Role, rolesOfSession } from "../domain/role.ts";
import { asksSecondStep } from "../domain/second-step-need.ts";
import { isSessionAlive } from "../domain/session-life.ts";
import type { User } from "../domain/user.ts";
import { csrfTokenOf, secretHash } from "../secrets/codes.ts";
import { isSame } from "../secrets/token.ts";
import { type Bearer, bearerIn } from "./cookies.ts";

/** A signed-in person, as the rows say at this moment. */
export interface Caller {
  readonly scope: PracticeScope;
  readonly user: User;
  readonly practice: Practice;
  readonly session: Session;
  /** What was chosen at sign-in and is still held. */
  readonly roles: readonly Role[];
  /** What these roles may do, and the emergency role while it runs. */
  readonly permissions: ReadonlySet<Permission>;
  readonly breakGlass?: BreakGlassHeld;
  readonly csrfToken: string;
}

/** Somebody whose password was right a moment ago and whose second step is still to come. */
export interface PendingCaller {
  readonly scope: PracticeScope;
  readonly user: User;
  readonly practice: Practice;
  readonly pending: PendingSignIn;
}

const touchEverySeconds = 60;

/** What a caller brings: his cookies, and the address he comes from. */
export interface Presented {
  readonly cookies: string | undefined;
  readonly address: string;
}

/**
 * Who calls, by the session's cookie: one consistent read of session, user and practice, so that a change of any of them
 * holds from the next request on. Missing evidence refuses.
 * @throws Refusal `session.required`, or `session.outside-hours` where only the hours end the session
 */
export async function callerOf({ cookies, address }: Presented, now: Date): Promise<Caller> {
  const bearer = bearerIn("session", cookies);
  if (!bearer) throw new Refusal("session.required");
  const scope = scopeOf(bearer.practiceId);
  const key = keys.session(bearer.userId, bearer.rowId);
  const { held: session, user, practice } = await readTogether<Session>(scope, bearer.userId, key);
  if (!session || !user || !practice || !isProof(bearer, session)) throw new Refusal("session.required");
  const { idleMinutes } = policyOf(practice.policy);
  if (!isSessionAlive(session, { securityVersion: user.securityVersion, idleMinutes, now })) {
    await closeSession(session, now);
    throw new Refusal("session.required");
  }
  if (!mayEnterApplication(user, session.application)) throw new Refusal("session.required");
  // The policy was raised, or the person has set one up since.
  if (session.secondStep === "none" && asksSecondStep({ user, practice }, session.application))
    throw new Refusal("session.required");
  assertOpen({ user, practice, address, session }, now);
  if (now.getTime() - Date.parse(session.lastSeenAt) >= touchEverySeconds * 1000)
    await touchSession(user.userId, session.sessionId, now);
  const roles = rolesOfSession(user.roles, session.roles);
  const csrfToken = csrfTokenOf(bearer.secret);
  const breakGlass = runningBreakGlass({ session, practice }, now);
  const permissions = new Set([...permissionsIn(practice, roles), ...(breakGlass ? emergencyPermissions : [])]);
  return { scope, user, practice, session, roles, permissions, csrfToken, ...(breakGlass ? { breakGlass } : {}) };
}

/** Ends an open session at the very request; that it is the hours is told, as the session proves whose they are. */
function assertOpen(facts: Parameters<typeof barrierTo>[0], now: Date): void {
  const barrier = barrierTo(facts, now);
  if (barrier === "outside-hours")
    throw new Refusal("session.outside-hours", { more: `That is ${nextWindowInWords(hoursOf(facts), now)}.` });
  if (barrier) throw new Refusal("session.required");
}

/**
 * Who is half-way through a sign-in, by the pending cookie.
 * Hours are no matter yet: they are told only to who has both proofs.
 * @throws Refusal `second-step.expired`
 */
export async function pendingCallerOf({ cookies, address }: Presented, now: Date): Promise<PendingCaller> {
  const bearer = bearerIn("pending", cookies);
  if (!bearer) throw new Refusal("second-step.expired");
  const scope = scopeOf(bearer.practiceId);
  const key = keys.pending(bearer.userId, bearer.rowId);
  const { held: pending, user, practice } = await readTogether<PendingSignIn>(scope, bearer.userId, key);
  if (!pending || !user || !practice || !isProof(bearer, pending)) throw new Refusal("second-step.expired");
  const barrier = barrierTo({ user, practice, address }, now);
  const isOver = new Date(pending.expiresAt) <= now || pending.securityVersion !== user.securityVersion;
  if (isOver || (barrier && barrier !== "outside-hours")) throw new Refusal("second-step.expired");
  return { scope, user, practice, pending };
}

/** The row was handed out for this very practice, user and secret. */
function isProof(bearer: Bearer, held: Session | PendingSignIn): boolean {
  return (
    held.practiceId === bearer.practiceId &&
    held.userId === bearer.userId &&
    isSame(held.secretHash, secretHash(bearer.secret))
  );
}
