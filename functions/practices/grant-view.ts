import type { BreakGlassGrant } from "../../shared/domain/break-glass.ts";

/** One use of the emergency role as security administrators see it. */
export function grantViewOf(grant: BreakGlassGrant) {
  const { grantId, userId, userName, reason, address, grantedAt, until, endedAt } = grant;
  const { reviewedAt, reviewedBy, note } = grant;
  return { grantId, userId, userName, reason, address, grantedAt, until, endedAt, reviewedAt, reviewedBy, note };
}
