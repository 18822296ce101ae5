import type * as z from "zod/mini";
import type { AuditLine } from "../../../../shared/contract/audit.ts";
import { auditActions } from "../../../../shared/domain/audit-action.ts";

export type AuditEvent = z.output<typeof AuditLine>;

/** What happened, without who: "unlocked a user: Ben Smith", and whether it was done under the emergency role. */
export function whatHappened({ action, actorId, subjectId, subjectName, breakGlass }: AuditEvent): string {
  const isAboutAnother = subjectName && subjectId !== actorId && !action.startsWith("practice.");
  const under = breakGlass && !action.startsWith("break-glass.") ? " (emergency access)" : "";
  return (isAboutAnother ? `${auditActions[action]}: ${subjectName}` : auditActions[action]) + under;
}

/** How it ended, as Cloudscape's indicator and a word. */
export const outcomesShown = {
  success: { type: "success", text: "Done" },
  refused: { type: "stopped", text: "Refused" },
  attempted: { type: "pending", text: "Tried" },
  failed: { type: "error", text: "Failed" },
} as const satisfies Record<AuditEvent["outcome"], { type: string; text: string }>;
