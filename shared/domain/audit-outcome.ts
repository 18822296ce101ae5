/** How an audited act ended: done, refused by a rule, or tried with the end told by a later event. */
export const auditOutcomes = ["success", "refused", "attempted", "failed"] as const;
export type AuditOutcome = (typeof auditOutcomes)[number];
