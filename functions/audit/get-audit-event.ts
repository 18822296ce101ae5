import type { auditRoutes } from "../../shared/contract/audit.ts";
import { readEvent } from "../../shared/data/audit-events.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";

/** One event of the own practice, with what changed. */
export const getAuditEvent: Operation<typeof auditRoutes.getAuditEvent> = async ({ caller, path }) => {
  const event = await readEvent(caller.scope, path.eventId);
  if (!event) throw new Refusal("audit.not-found");
  const { roles, changes, ...rest } = event;
  return { ...rest, ...(roles ? { roles: [...roles] } : {}), ...(changes ? { changes: { ...changes } } : {}) };
};
