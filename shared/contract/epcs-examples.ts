import type * as z from "zod/mini";
import type { EpcsView, ProposalView } from "./epcs.ts";

const benId = "usr_01KAK5B7C9D1E3F5G7H9J1K3M5";
const adaId = "usr_01KAK3M2Q8R7S6T5V4W3X2Y1Z0";
const proposal: z.input<typeof ProposalView> = {
  proposalId: "epp_01KAK5B7C9D1E3F5G7H9J1K3M5",
  kind: "grant",
  mark: "epcs-enroller",
  place: "practice",
  placeName: "Sunrise Family Practice",
  subjectId: benId,
  subjectName: "Ben Okafor",
  reason: "Takes over from Nora in December",
  enteredBy: adaId,
  enteredByName: "Ada Lindqvist",
  enteredAt: "2026-11-21T15:04:05.000Z",
  endsAt: "2026-11-28T15:04:05.000Z",
  state: "open",
  revision: 1,
  digest: "4ZQ1l9y2mQdY1wq3u9mG1oJQe0xw0V8hH9H0m1b3w2c",
};
const view: z.input<typeof EpcsView> = {
  places: [
    {
      place: "practice",
      name: "Sunrise Family Practice",
      isReady: true,
      designated: [
        { userId: adaId, name: "Ada Lindqvist", mayEnter: true, mayApprove: false, barrier: "this is not a provider" },
        { userId: "usr_01KAK6B7C9D1E3F5G7H9J1K3M5", name: "Dr Iris Vo", mayEnter: true, mayApprove: true },
      ],
      marks: [
        {
          userId: benId,
          name: "Ben Okafor",
          mark: "epcs-enroller",
          isInForce: true,
          grantedAt: "2026-11-21T15:04:05.000Z",
          enteredBy: "Ada Lindqvist",
          approvedBy: "Dr Iris Vo",
        },
      ],
      mayEnter: true,
      mayApprove: false,
      maySuspend: true,
      yourBarrier: "this is not a provider",
    },
  ],
  proposals: [proposal],
};
const decided = { decidedByName: "Dr Iris Vo", decidedAt: "2026-11-21T16:00:00.000Z" };

/** Examples of the routes of EPCS marks. */
export const epcsExamples = {
  getEpcs: { reply: view },
  designateForEpcs: { body: { place: "practice", isDesignated: true, reason: "Runs the front office" }, reply: view },
  findEpcsPeople: { query: { search: "ben" }, reply: { people: [{ userId: benId, name: "Ben Okafor" }] } },
  listEpcsDays: {
    reply: {
      days: [
        {
          date: "2026-11-21",
          count: 1,
          writtenAt: "2026-11-22T06:10:30.000Z",
          lines: [
            {
              eventId: "evt_01KAK5B7C9D1E3F5G7H9J1K3M5",
              at: "2026-11-21T15:04:05.000Z",
              action: "epcs.proposed" as const,
              actorName: "Ada Lindqvist",
              subjectName: "Ben Okafor",
              reason: proposal.reason,
            },
          ],
        },
      ],
    },
  },
  proposeEpcs: {
    body: {
      kind: "grant" as const,
      mark: "epcs-enroller" as const,
      userId: benId,
      place: "practice",
      reason: proposal.reason,
    },
    reply: proposal,
  },
  reviseEpcsProposal: { body: { mark: proposal.mark, reason: "Takes over in December" }, reply: proposal },
  approveEpcsProposal: {
    body: { digest: proposal.digest },
    reply: { ...proposal, ...decided, state: "approved" as const },
  },
  cancelEpcsProposal: {
    body: { reason: "Entered for the wrong person" },
    reply: { ...proposal, ...decided, state: "cancelled" as const },
  },
  suspendEpcsMark: { body: { place: "practice", reason: "Lost the phone" }, reply: view },
};
