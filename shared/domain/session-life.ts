/** Sessions a person may have open; opening one more ends the oldest. Source: PRODUCT.md A7. */
export const sessionsAtMost = 5;
/** Days for which a browser that signed in is remembered. */
export const browserDays = 365;

/** What decides whether a session is open: its row's facts. Times are ISO 8601, UTC. */
export interface SessionFacts {
  readonly securityVersion: number;
  readonly expiresAt: string;
  readonly lastSeenAt: string;
  /** When it was found to be over: it then is for good, also if a clock goes back. */
  readonly endedAt?: string;
}

/** What it is held against at this moment. */
export interface SessionRule {
  /** Of the user's row: one write of a higher number ends every session. */
  readonly securityVersion: number;
  readonly idleMinutes: number;
  readonly now: Date;
}

/** Whether a session is still open: not ended with the others, not too old, not idle for too long. */
export function isSessionAlive(session: SessionFacts, { securityVersion, idleMinutes, now }: SessionRule): boolean {
  const idleMs = now.getTime() - Date.parse(session.lastSeenAt);
  return (
    session.endedAt === undefined &&
    securityVersion === session.securityVersion &&
    new Date(session.expiresAt) > now &&
    idleMs < idleMinutes * 60_000
  );
}
