import { auditRoutes } from "../../shared/contract/audit.ts";
import { serve } from "../../shared/http/serve.ts";
import { getAuditEvent } from "./get-audit-event.ts";
import { listAuditEvents } from "./list-audit-events.ts";

export const handler = serve(auditRoutes, { listAuditEvents, getAuditEvent });
