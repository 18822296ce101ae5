import type { Application } from "./application.ts";
import type { Role } from "./role.ts";
import type { UserType } from "./user-type.ts";

/** An open door for one address: to an account that exists already (`member`), or to a practice that will (`founder`). */
export interface Invitation {
  readonly practiceId: string;
  readonly invitationId: string;
  readonly userId: string;
  readonly kind: "founder" | "member";
  readonly email: string;
  /** The link that counts; older ones are dead. */
  readonly generation: number;
  readonly keyVersion: string;
  readonly expiresAt: string;
  readonly usedAt?: string;
  readonly source: "console" | "import" | "sign-up";
  /** A founder's answers at sign-up; a member's are in the user's row. */
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
