import * as z from "zod/mini";
import { AuditEventView } from "./audit.ts";
import { pageOf, paging } from "./fields.ts";
import type { RouteTable } from "./route.ts";

/** What happened to an SFTP account; part of the workflow of SFTP accounts. */
export const sftpHistoryRoutes = {
  getSftpAccountHistory: {
    method: "GET",
    path: "/sftp-accounts/{accountId}/history",
    access: "sftp:read",
    summary: "Read what happened to an SFTP account, newest first, with old and new values",
    query: z.strictObject(paging),
    reply: pageOf(AuditEventView),
    audit: ["audit.read"],
    refusals: ["sftp.account-not-found", "request.cursor"],
  },
} as const satisfies RouteTable;
