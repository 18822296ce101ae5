import * as z from "zod/mini";
import { AuditEventView } from "./audit.ts";
import { pageOf, paging } from "./fields.ts";
import type { RouteTable } from "./route.ts";

/** What happened to a user; part of the users workflow. */
export const userHistoryRoutes = {
  getUserHistory: {
    method: "GET",
    path: "/users/{userId}/history",
    access: "users:read",
    summary: "Read what happened to a user, newest first, with old and new values",
    query: z.strictObject(paging),
    reply: pageOf(AuditEventView),
    audit: ["audit.read"],
    refusals: ["user.not-found", "request.cursor"],
  },
} as const satisfies RouteTable;
