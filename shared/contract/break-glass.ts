import * as z from "zod/mini";
import { breakGlassReasonMin } from "../domain/break-glass.ts";
import { instant, pageOf, paging, text } from "./fields.ts";
import type { RouteTable } from "./route.ts";

/** Who may break the glass, and who decided so: names as they were then. */
export const BreakGlassPeople = z.object({
  people: z.array(z.object({ userId: z.string(), name: z.string(), markedAt: instant, markedBy: z.string() })),
});
/** One use of the emergency role. It is over at `endedAt`, or else at `until`. */
export const GrantView = z.object({
  grantId: z.string(),
  userId: z.string(),
  userName: z.string(),
  reason: z.string(),
  address: z.string(),
  grantedAt: instant,
  until: instant,
  endedAt: z.optional(instant),
  reviewedAt: z.optional(instant),
  reviewedBy: z.optional(z.string()),
  note: z.optional(z.string()),
});

const refusedAs = "break-glass.refused";

/** The sealed emergency role: who may take it, taking it, and the review afterwards. Part of the practices workflow. */
export const breakGlassRoutes = {
  getBreakGlassPeople: {
    method: "GET",
    path: "/break-glass/people",
    access: "break-glass:oversee",
    summary: "Read who may break the glass",
    reply: BreakGlassPeople,
  },
  markForBreakGlass: {
    method: "PUT",
    path: "/break-glass/people/{userId}",
    access: "break-glass:oversee",
    summary: "Choose whether a user may break the glass",
    body: z.strictObject({ isMarked: z.boolean(), reason: text(300) }),
    reply: BreakGlassPeople,
    audit: ["break-glass.marked", "break-glass.unmarked", refusedAs],
    refusedAs,
    refusals: [
      "user.not-found",
      "user.own-account",
      "user.wrong-status",
      "break-glass.too-many-people",
      "request.changed-meanwhile",
    ],
    stepUp: true,
  },
  breakGlass: {
    method: "POST",
    path: "/break-glass",
    access: "profile:own",
    summary: "Take the emergency role for 60 minutes, in this session",
    body: z.strictObject({ reason: text(300).check(z.minLength(breakGlassReasonMin)) }),
    reply: z.object({ grantId: z.string(), until: instant }),
    status: 201,
    audit: ["break-glass.used", refusedAs],
    refusedAs,
    refusals: ["break-glass.not-marked", "break-glass.used"],
    stepUp: true,
    idempotent: true,
  },
  endBreakGlass: {
    method: "POST",
    path: "/break-glass/end",
    access: "profile:own",
    summary: "End the emergency access of this session early",
    reply: z.object({ endedAt: instant }),
    audit: ["break-glass.ended"],
    refusals: ["break-glass.not-running"],
    idempotent: true,
  },
  listBreakGlassGrants: {
    method: "GET",
    path: "/break-glass/grants",
    access: "break-glass:oversee",
    summary: "List the uses of the emergency role, newest first",
    query: z.strictObject(paging),
    reply: pageOf(GrantView),
    refusals: ["request.cursor"],
  },
  reviewBreakGlass: {
    method: "POST",
    path: "/break-glass/grants/{grantId}/review",
    access: "break-glass:oversee",
    summary: "Confirm that a use of the emergency role was looked at",
    body: z.strictObject({ note: text(300) }),
    reply: GrantView,
    audit: ["break-glass.reviewed", refusedAs],
    refusedAs,
    refusals: ["break-glass.not-found", "break-glass.own-use", "break-glass.running", "break-glass.reviewed"],
    stepUp: true,
    idempotent: true,
  },
} as const satisfies RouteTable;
