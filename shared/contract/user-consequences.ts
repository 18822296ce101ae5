import * as z from "zod/mini";
import { epcsMarkNames } from "../domain/epcs.ts";
import { paidPlanNames, periodNames } from "../domain/plan.ts";
import { instant } from "./fields.ts";
import type { RouteTable } from "./route.ts";

/** What else is touched when an account is disabled: what ends with it, and what does not and is to be looked after. */
export const Consequences = z.object({
  openSessions: z.number(),
  /** The last day that is set; disabling takes it earlier. */
  expiresAt: z.optional(instant),
  /** EPCS marks in force, which are suspended for good. */
  marks: z.array(z.object({ mark: z.enum(epcsMarkNames), place: z.string() })),
  /** Where he is one of the designated people, who must be two at least. */
  designatedAt: z.array(z.string()),
  mayBreakGlass: z.boolean(),
  /** His paid plan, which goes on. */
  plan: z.optional(z.object({ plan: z.enum(paidPlanNames), period: z.enum(periodNames) })),
  /** He has put a card on file: plans of others that he pays for go on. */
  pays: z.boolean(),
  /** SFTP accounts that he answers for: disable them too, or give them another owner. */
  sftpAccounts: z.array(z.object({ accountId: z.string(), username: z.string() })),
  /** SFTP passwords that he has seen and that still let in: have newer ones made. */
  sftpSecretsSeen: z.array(z.object({ accountId: z.string(), username: z.string(), seenAt: instant })),
});

/** What hangs on a user; part of the users workflow. */
export const userConsequenceRoutes = {
  getConsequences: {
    method: "GET",
    path: "/users/{userId}/consequences",
    access: "users:disable",
    summary: "Read what else is touched when a user is disabled: sessions, marks, plans, SFTP",
    reply: Consequences,
    refusals: ["user.not-found"],
  },
} as const satisfies RouteTable;
