import type { Application } from "./application.ts";
import type { Role } from "./role.ts";
import type { UserType } from "./user-type.ts";

/** How an invitation came about. */
export const invitationSources = {
  console: "Console",
  import: "Import",
  api: "API",
  "sign-up": "Sign-up",
} as const;
export type InvitationSource = keyof typeof invitationSources;

/**
 * An open door for one address: to an account that exists already (`member`), or to a practice that will (`founder`). A
 * `colleague` is asked to sign up a practice of his own: his letter leads to the page on which everybody may.
 */
export interface Invitation {
  readonly practiceId: string;
  readonly invitationId: string;
  readonly userId: string;
  readonly kind: "founder" | "member" | "colleague";
  readonly email: string;
  /** The link that counts; older ones are dead. */
  readonly generation: number;
  readonly keyVersion: string;
  readonly expiresAt: string;
  readonly usedAt?: string;
  /** From then on no link of it is good, and its address is free for another invitation. */
  readonly revokedAt?: string;
  /** When letters with a link left last, oldest first: as many as the limit of a day looks at. */
  readonly sentAts?: readonly string[];
  readonly source: InvitationSource;
  /** The name of who invited, for the letters that follow. */
  readonly invitedBy?: string;
  /** A founder's answers at sign-up; a member's are in the user's row. */
  /** Of the vendor's founder: the practice that it opens is the vendor's, where it is still the one that counts. */
  readonly isVendor?: true;
  readonly company?: { readonly name: string; readonly timeZone: string; readonly npi?: string };
  readonly applications?: readonly Application[];
  readonly firstName?: string;
  readonly lastName?: string;
  readonly username?: string;
  readonly type: UserType;
  readonly roles: readonly Role[];
}

/** What a link that was understood stands for now. */
export function stateOf(invitation: Invitation, now: Date): "open" | "registered" | "expired" {
  if (invitation.usedAt) return "registered";
  return new Date(invitation.expiresAt) > now ? "open" : "expired";
}

const dayMs = 86_400_000;

/** Between two letters of one invitation that somebody asks for. Source: PRODUCT.md I4. */
export const coolDownMinutes = 10;
/** Letters of one invitation in 24 hours: asked for again, and with those that a corrected address causes. */
export const sendsPerDay = { resend: 5, edit: 10 } as const;

/** Days before its end at which a person who has not registered is reminded, once; a link that lives for less is not. */
export const reminderDays = 2;

/** When the reminder leaves. @returns undefined for a link too short-lived for one */
export function reminderAtOf(expiresAt: string, now: Date): Date | undefined {
  const at = new Date(Date.parse(expiresAt) - reminderDays * dayMs);
  return at.getTime() >= now.getTime() + dayMs ? at : undefined;
}

/** The letters of the last day that are to be kept with one more. */
export function sentAtsWith(before: readonly string[], now: Date): readonly string[] {
  return [...before, now.toISOString()].slice(-sendsPerDay.edit);
}

/**
 * When the next letter may leave.
 * @param sentAts when letters left, oldest first
 * @param why asked for again, or because the address was corrected, which waits for no cool-down
 * @returns a moment that may be over already; undefined where none has left yet
 */
export function freeAtOf(sentAts: readonly string[], why: keyof typeof sendsPerDay): Date | undefined {
  const last = sentAts.at(-1);
  const oldest = sentAts.at(-sendsPerDay[why]);
  const moments = [
    ...(last && why === "resend" ? [Date.parse(last) + coolDownMinutes * 60_000] : []),
    ...(oldest && sentAts.length >= sendsPerDay[why] ? [Date.parse(oldest) + dayMs] : []),
  ];
  return moments.length > 0 ? new Date(Math.max(...moments)) : undefined;
}
