import type * as z from "zod/mini";
import type { OwnSession } from "./profile.ts";

const own: z.input<typeof OwnSession> = {
  sessionId: "ses_01KAK5B7C9D1E3F5G7H9J1K3M5",
  browser: "Firefox",
  system: "Windows",
  address: "203.0.113.7",
  startedAt: "2026-11-21T14:58:12.000Z",
  lastSeenAt: "2026-11-21T15:04:05.000Z",
  expiresAt: "2026-11-22T02:58:12.000Z",
  isCurrent: true,
  isNewBrowser: false,
};

/** Examples of the routes of the own sessions. */
export const sessionExamples = {
  listSessions: { reply: { items: [own] } },
  endSession: {},
  endOtherSessions: { reply: { ended: 2 } },
};
