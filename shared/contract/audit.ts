import * as z from "zod/mini";
import { auditActionNames } from "../domain/audit-action.ts";
import { auditOutcomes } from "../domain/audit-outcome.ts";
import { instant, pageOf, paging } from "./fields.ts";
import type { RouteTable } from "./route.ts";

/** One line of the report: who did what to whom, when, from where, and how it ended. */
export const AuditLine = z.object({
  eventId: z.string(),
  at: instant,
  action: z.enum(auditActionNames),
  outcome: z.enum(auditOutcomes),
  actorId: z.string(),
  actorName: z.string(),
  subjectId: z.optional(z.string()),
  subjectName: z.optional(z.string()),
  address: z.optional(z.string()),
  application: z.optional(z.string()),
  roles: z.optional(z.array(z.string())),
  siteId: z.optional(z.string()),
  /** As the site was called then. */
  siteName: z.optional(z.string()),
  reason: z.optional(z.string()),
  /** The grant of the emergency role under which it was done. */
  breakGlass: z.optional(z.string()),
});
/** The whole event: what changed, from which browser, in which request. */
export const AuditEventView = z.extend(AuditLine, {
  userAgent: z.optional(z.string()),
  requestId: z.optional(z.string()),
  sessionId: z.optional(z.string()),
  changes: z.optional(
    z.record(z.string(), z.object({ before: z.optional(z.unknown()), after: z.optional(z.unknown()) })),
  ),
});
const id = z.optional(z.string().check(z.minLength(1), z.maxLength(80)));

export const auditRoutes = {
  listAuditEvents: {
    method: "GET",
    path: "/audit-events",
    access: "audit:read",
    summary: "Read the audit log, newest first, by actor, action, subject and time",
    query: z.strictObject({
      ...paging,
      actorId: id,
      subjectId: id,
      action: z.optional(z.enum(auditActionNames)),
      from: z.optional(instant),
      to: z.optional(instant),
    }),
    reply: pageOf(AuditLine),
    refusals: ["request.cursor"],
    audit: ["audit.read"],
  },
  getAuditEvent: {
    method: "GET",
    path: "/audit-events/{eventId}",
    access: "audit:read",
    summary: "Read one audit event with what changed",
    reply: AuditEventView,
    refusals: ["audit.not-found"],
  },
} as const satisfies RouteTable;
