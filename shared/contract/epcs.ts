import * as z from "zod/mini";
import { epcsMarkNames } from "../domain/epcs.ts";
import { epcsActions } from "../domain/epcs-day.ts";
import { proposalStates } from "../domain/epcs-proposal.ts";
import { instant, text } from "./fields.ts";
import type { RouteTable } from "./route.ts";

const mark = z.enum(epcsMarkNames);
const kind = z.enum(["grant", "revoke"]);
/** A site's id, or `practice` where the practice has no sites. */
const place = z.string().check(z.minLength(1), z.maxLength(80));
const userId = z.string().check(z.minLength(1), z.maxLength(80));

/** One of the designated people of a place. `barrier`: why he can do nothing now, in words. */
const Designated = z.object({
  userId: z.string(),
  name: z.string(),
  mayEnter: z.boolean(),
  mayApprove: z.boolean(),
  barrier: z.optional(z.string()),
});
/** A mark with who entered and who approved it; out of force from `suspendedAt` on, or as `because` says. */
export const MarkView = z.object({
  userId: z.string(),
  name: z.string(),
  mark,
  isInForce: z.boolean(),
  because: z.optional(z.string()),
  suspendedAt: z.optional(instant),
  grantedAt: instant,
  enteredBy: z.string(),
  approvedBy: z.string(),
});
/** A place with its people, and what the caller may do there now. */
export const EpcsPlaceView = z.object({
  place: z.string(),
  name: z.string(),
  /** Two designated people who are not one registrant, one of whom can approve. */
  isReady: z.boolean(),
  designated: z.array(Designated),
  marks: z.array(MarkView),
  mayEnter: z.boolean(),
  mayApprove: z.boolean(),
  maySuspend: z.boolean(),
  /** Why the caller, though designated, may do nothing or less, in words. */
  yourBarrier: z.optional(z.string()),
});
/** A change of a mark that waits for another person. An approval names `digest`, which stands for all that is shown. */
export const ProposalView = z.object({
  proposalId: z.string(),
  kind,
  mark,
  place: z.string(),
  placeName: z.string(),
  subjectId: z.string(),
  subjectName: z.string(),
  reason: z.string(),
  enteredBy: z.string(),
  enteredByName: z.string(),
  enteredAt: instant,
  endsAt: instant,
  state: z.enum(proposalStates),
  revision: z.number(),
  digest: z.string(),
  decidedByName: z.optional(z.string()),
  decidedAt: z.optional(instant),
});
/** What the log says of EPCS of one day of the practice's calendar. */
export const EpcsDayView = z.object({
  date: z.string(),
  /** All entries; `lines` holds the first 200. */
  count: z.number(),
  writtenAt: instant,
  lines: z.array(
    z.object({
      eventId: z.string(),
      at: instant,
      action: z.enum(epcsActions),
      actorName: z.string(),
      subjectName: z.optional(z.string()),
      reason: z.optional(z.string()),
    }),
  ),
});
export const EpcsView = z.object({ places: z.array(EpcsPlaceView), proposals: z.array(ProposalView) });

const refusedAs = "epcs.refused";
const deciding = ["epcs.not-yours", "epcs.you-not-eligible", "epcs.proposal-not-found", "epcs.proposal-over"] as const;
const ofMark = ["epcs.mark-held", "epcs.mark-other", "epcs.mark-not-held", "epcs.not-eligible"] as const;

/** EPCS marks: proposed by one person, approved by another, suspended by any one. Part of the practices workflow. */
export const epcsRoutes = {
  getEpcs: {
    method: "GET",
    path: "/epcs",
    access: "profile:own",
    summary: "Read who decides about EPCS at which place, who holds which mark, and what is proposed",
    reply: EpcsView,
  },
  designateForEpcs: {
    method: "PUT",
    path: "/epcs/people/{userId}",
    access: "epcs:oversee",
    summary: "Designate a user for EPCS at a place, or take him off",
    body: z.strictObject({ place, isDesignated: z.boolean(), reason: text(300) }),
    reply: EpcsView,
    audit: ["epcs.designated", "epcs.undesignated", refusedAs],
    refusedAs,
    refusals: [
      "user.not-found",
      "user.own-account",
      "epcs.place-unknown",
      "epcs.not-eligible",
      "epcs.last-approver",
      "epcs.too-many-people",
      "request.changed-meanwhile",
    ],
    stepUp: true,
  },
  findEpcsPeople: {
    method: "GET",
    path: "/epcs/people",
    access: "profile:own",
    summary: "Find users by the beginning of a name, for a proposal",
    query: z.strictObject({ search: text(80) }),
    reply: z.object({ people: z.array(z.object({ userId: z.string(), name: z.string() })) }),
    refusals: ["epcs.not-yours"],
  },
  listEpcsDays: {
    method: "GET",
    path: "/epcs/days",
    access: "profile:own",
    summary: "Read the daily lists of EPCS changes of the last month, newest first",
    reply: z.object({ days: z.array(EpcsDayView) }),
    refusals: ["epcs.not-yours"],
  },
  proposeEpcs: {
    method: "POST",
    path: "/epcs/proposals",
    access: "profile:own",
    summary: "Propose to grant or revoke an EPCS mark; another person approves it",
    body: z.strictObject({ kind, mark, userId, place, reason: text(300) }),
    reply: ProposalView,
    status: 201,
    audit: ["epcs.proposed", refusedAs],
    refusedAs,
    refusals: [
      ...ofMark,
      "epcs.not-yours",
      "epcs.you-not-eligible",
      "epcs.place-unknown",
      "user.not-found",
      "user.own-account",
    ],
    stepUp: true,
    idempotent: true,
  },
  reviseEpcsProposal: {
    method: "PUT",
    path: "/epcs/proposals/{proposalId}",
    access: "profile:own",
    summary: "Change the own proposal; nobody can then approve what was shown before",
    body: z.strictObject({ mark, reason: text(300) }),
    reply: ProposalView,
    audit: ["epcs.revised", refusedAs],
    refusedAs,
    refusals: [...deciding, ...ofMark, "epcs.not-enterer", "epcs.place-unknown", "user.own-account"],
    stepUp: true,
  },
  approveEpcsProposal: {
    method: "POST",
    path: "/epcs/proposals/{proposalId}/approve",
    access: "profile:own",
    summary: "Approve what another person proposed, as a DEA registrant with an authenticator app",
    body: z.strictObject({ digest: text(100) }),
    reply: ProposalView,
    audit: ["epcs.granted", "epcs.revoked", refusedAs],
    refusedAs,
    refusals: [
      ...deciding,
      ...ofMark,
      "epcs.own-proposal",
      "epcs.proposal-changed",
      "epcs.not-ready",
      "epcs.place-unknown",
      "epcs.too-many-people",
      "request.changed-meanwhile",
    ],
    stepUp: true,
    idempotent: true,
  },
  cancelEpcsProposal: {
    method: "POST",
    path: "/epcs/proposals/{proposalId}/cancel",
    access: "profile:own",
    summary: "Cancel a proposal that is open",
    body: z.strictObject({ reason: text(300) }),
    reply: ProposalView,
    audit: ["epcs.cancelled", refusedAs],
    refusedAs,
    refusals: deciding,
    idempotent: true,
  },
  suspendEpcsMark: {
    method: "POST",
    path: "/epcs/marks/{userId}/suspend",
    access: "profile:own",
    summary: "Suspend an EPCS mark at once; it takes one person",
    body: z.strictObject({ place, reason: text(300) }),
    reply: EpcsView,
    audit: ["epcs.suspended", refusedAs],
    refusedAs,
    refusals: ["user.not-found", "epcs.not-yours", "epcs.mark-not-held", "epcs.mark-suspended"],
    idempotent: true,
  },
} as const satisfies RouteTable;
