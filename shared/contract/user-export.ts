import * as z from "zod/mini";
import { paging } from "./fields.ts";
import type { RouteTable } from "./route.ts";
import { UserQuery } from "./user-list.ts";

/** A part of an export. Parts put together are one CSV file, which begins with the titles of its columns. */
export const UserExport = z.object({
  csv: z.string(),
  /** Users in this part, and in those before it. */
  count: z.number(),
  before: z.number(),
  nextCursor: z.optional(z.string()),
});

export const userExportRoutes = {
  exportUsers: {
    method: "POST",
    path: "/user-exports",
    access: "users:read",
    summary: "Export the list of users as CSV, filtered and sorted as GET /users, part by part",
    body: z.strictObject({
      question: z._default(z.omit(UserQuery, { limit: true, cursor: true }), () => ({})),
      cursor: paging.cursor,
    }),
    reply: UserExport,
    audit: ["users.exported"],
    refusals: ["request.cursor"],
    stepUp: true,
  },
} as const satisfies RouteTable;
