import type { User } from "./user.ts";

/** A change of the own e-mail address that waits for its link: where to, until when, and the account as it was. */
export interface EmailChange {
  readonly address: string;
  readonly expiresAt: string;
  /** Any change of role, status, password, second step or address ends the link. */
  readonly securityVersion: number;
}

/** Minutes a link to a new address is good for. */
export const emailChangeMinutes = 60;

/** Whether a link of this number may still change the address: the newest, unused, in time, and the account as it was. */
export function isEmailChangeOpen(user: User, generation: number, now: Date): boolean {
  const { emailChange, emailChangeGeneration, securityVersion } = user;
  if (!emailChange || emailChangeGeneration !== generation) return false;
  return new Date(emailChange.expiresAt) > now && emailChange.securityVersion === securityVersion;
}
