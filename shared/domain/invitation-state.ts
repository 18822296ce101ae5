import { type Delivery, deliveries, isUndeliverable } from "./delivery.ts";
import type { StoredUserStatus } from "./user-status.ts";

/** How an invitation stands, in one word: by the clock and by what became of its letter. Source: PRODUCT.md I3. */
export const invitationStates = {
  ...deliveries,
  expired: "Expired",
  revoked: "Revoked",
} as const;
export type InvitationState = keyof typeof invitationStates;

/** What the state of an invitation follows from. */
export interface InvitationFacts {
  readonly status: StoredUserStatus;
  readonly invitationExpiresAt?: string | undefined;
  readonly invitationRevokedAt?: string | undefined;
  readonly delivery?: Delivery | undefined;
}

/** Whether somebody was invited and has not registered. */
export const isWaiting = ({ status }: Pick<InvitationFacts, "status">): boolean =>
  status === "invited" || status === "provisioning";

/**
 * The only place where the state of an invitation is worked out. A bad address stays said after the link's time is over:
 * sending again would not help.
 * @returns undefined for who has registered, and for an account that is added without an invitation
 */
export function invitationStateOf(facts: InvitationFacts, now: Date): InvitationState | undefined {
  if (!isWaiting(facts) || facts.invitationExpiresAt === undefined) return undefined;
  if (facts.invitationRevokedAt) return "revoked";
  if (isUndeliverable(facts.delivery)) return facts.delivery;
  if (facts.invitationExpiresAt && new Date(facts.invitationExpiresAt) <= now) return "expired";
  return facts.delivery ?? "sent";
}
