import type { Permission } from "./permission.ts";

/**
 * The sealed emergency role: what keeps a practice at work while nobody else can. It changes no policy, grants no role or
 * application, and disables nobody. Nobody holds it but for the hour after breaking the glass. Source: PRODUCT.md A12.
 */
export const emergencyPermissions = [
  "users:read",
  "users:unlock",
  "users:reset-second-step",
  "users:enable",
  "users:edit-access",
  "users:end-sessions",
] as const satisfies readonly Permission[];

/** Minutes from the grant on for which the emergency role is held. Source: PRODUCT.md A12, 45 CFR 164.312(a)(2)(ii). */
export const breakGlassMinutes = 60;
/** People of one practice who may break the glass. */
export const breakGlassPeopleAtMost = 10;
/** Characters that the reason has at least. */
export const breakGlassReasonMin = 10;

/** That a person may break the glass, and who decided so: the names as they were then. */
export interface BreakGlassMark {
  readonly name: string;
  readonly markedAt: string;
  readonly markedBy: string;
}

/** The emergency role as a session holds it. */
export interface BreakGlassHeld {
  readonly grantId: string;
  readonly until: string;
}

/** One use of the emergency role, as it is stored. Times are ISO 8601, UTC. */
export interface BreakGlassGrant extends BreakGlassHeld {
  readonly practiceId: string;
  readonly userId: string;
  readonly userName: string;
  readonly sessionId: string;
  readonly address: string;
  readonly reason: string;
  readonly grantedAt: string;
  /** Ended early. */
  readonly endedAt?: string;
  /** The letters that ask for the review when it is over. */
  readonly reviewLetters: readonly string[];
  readonly reviewedAt?: string;
  readonly reviewedBy?: string;
  readonly note?: string;
}

interface Facts {
  readonly session: { readonly userId: string; readonly breakGlass?: BreakGlassHeld };
  readonly practice: { readonly breakGlassMarks?: Readonly<Record<string, BreakGlassMark>> };
}

/** Whether a person may break the glass: named by the practice, at this moment. */
export function mayBreakGlass(practice: Facts["practice"], userId: string): boolean {
  return Object.hasOwn(practice.breakGlassMarks ?? {}, userId);
}

/** When an emergency role that is granted now is over. */
export function breakGlassEnd(now: Date): Date {
  return new Date(now.getTime() + breakGlassMinutes * 60_000);
}

/** The emergency role of a session at this moment; it ends by time, and with the mark of its person. */
export function runningBreakGlass({ session, practice }: Facts, now: Date): BreakGlassHeld | undefined {
  const { breakGlass, userId } = session;
  const isRunning = breakGlass !== undefined && new Date(breakGlass.until) > now && mayBreakGlass(practice, userId);
  return isRunning ? breakGlass : undefined;
}

/** Whether a grant is over: its time is up, or its person ended it. */
export function isGrantOver(grant: Pick<BreakGlassGrant, "until" | "endedAt">, now: Date): boolean {
  return grant.endedAt !== undefined || new Date(grant.until) <= now;
}
