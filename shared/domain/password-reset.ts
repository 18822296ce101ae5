import type { User } from "./user.ts";

/** The newest mailed link of a user: how long it is good, and what must still be so when it is used. */
export interface PasswordReset {
  readonly expiresAt: string;
  /** Where it was mailed to. */
  readonly email: string;
  /** Any change of role, status, password or second step ends the link with the sessions. */
  readonly securityVersion: number;
}

/** Minutes a mailed link is good for. Source: RULINGS 9; NIST SP 800-63B-4 section 4.2.1.2 allows a day. */
export const resetMinutes = 60;

/** Whether a link of this number may still set a password: the newest, unused, in time, and the account as it was. */
export function isResetOpen(user: User, generation: number, now: Date): boolean {
  const { reset, resetGeneration, email, securityVersion } = user;
  if (!reset || resetGeneration !== generation) return false;
  return new Date(reset.expiresAt) > now && reset.email === email && reset.securityVersion === securityVersion;
}
