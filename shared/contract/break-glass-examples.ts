import type * as z from "zod/mini";
import type { BreakGlassPeople, GrantView } from "./break-glass.ts";

const grant: z.input<typeof GrantView> = {
  grantId: "bgg_01KAK5B7C9D1E3F5G7H9J1K3M5",
  userId: "usr_01KAK5B7C9D1E3F5G7H9J1K3M5",
  userName: "Ben Okafor",
  reason: "Ada is locked out and the clinic opens at eight",
  address: "203.0.113.7",
  grantedAt: "2026-11-21T15:04:05.000Z",
  until: "2026-11-21T16:04:05.000Z",
  endedAt: "2026-11-21T15:20:00.000Z",
};
const people: z.input<typeof BreakGlassPeople> = {
  people: [
    { userId: grant.userId, name: "Ben Okafor", markedAt: "2026-11-20T15:04:05.000Z", markedBy: "Ada Lindqvist" },
  ],
};

/** Examples of the routes of the emergency role. */
export const breakGlassExamples = {
  getBreakGlassPeople: { reply: people },
  markForBreakGlass: {
    body: { isMarked: true, reason: "Opens the practice on Saturdays" },
    reply: people,
  },
  breakGlass: {
    body: { reason: grant.reason },
    reply: { grantId: grant.grantId, until: grant.until },
  },
  endBreakGlass: { reply: { endedAt: "2026-11-21T15:20:00.000Z" } },
  listBreakGlassGrants: { query: { limit: "20" }, reply: { items: [grant] } },
  reviewBreakGlass: {
    body: { note: "Looked at all events with Ben, all right" },
    reply: { ...grant, reviewedAt: "2026-11-21T17:00:00.000Z", reviewedBy: "Ada Lindqvist", note: "All right" },
  },
};
