import type * as z from "zod/mini";
import { instants } from "./example-people.ts";
import type { OperatorPractice, SuppressedAddress } from "./operators.ts";
import type { OperatorRequestLine, OperatorRequestView, SftpRequestLine, SftpRequestView } from "./sftp-requests.ts";

const line: z.input<typeof SftpRequestLine> = {
  requestId: "sfr_01KAK5B7C9D1E3F5G7H9J1K3M5",
  state: "submitted",
  contactName: "Rosa Lindgren",
  softwareName: "Theralytics",
  claimType: "837P",
  requestedByName: "Ada Lindqvist",
  requestedAt: instants.now,
  endsAt: "2026-12-21T15:04:05.000Z",
  payers: { all: 1, open: 1 },
};
const whole = {
  ...line,
  notes: "We send every evening at eight.",
  addresses: ["203.0.113.0/24"],
  enrolments: [{ payer: "Blue Shore Health", isEdiDone: true, isEraDone: false }],
  comments: [{ at: instants.now, byName: "Ada Lindqvist", side: "practice" as const, text: "It is urgent." }],
  requestedBy: "usr_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  approvals: [],
};
const view: z.input<typeof SftpRequestView> = { ...whole, may: ["cancel", "comment", "edit-enrolments"] };
const ofPractice = { practiceId: "prc_01KAK3M2Q8R7S6T5V4W3X2Y1Z0", practiceName: "Sunrise Family Practice" };
const operatorLine: z.input<typeof OperatorRequestLine> = { ...line, ...ofPractice };
const support = "Olu Brandt (Gatehouse support)";
const operatorView: z.input<typeof OperatorRequestView> = {
  ...whole,
  ...ofPractice,
  approvalsNeeded: 1,
  may: ["take", "approve", "reject", "comment"],
};
const taken: z.input<typeof OperatorRequestView> = {
  ...operatorView,
  state: "in-review",
  takenByName: support,
  takenAt: instants.now,
  may: ["approve", "reject", "comment"],
};
const decided = {
  takenByName: support,
  takenAt: instants.now,
  decidedAt: instants.now,
  decidedByName: support,
  endsAt: undefined,
  may: ["comment" as const],
};
const practice: z.input<typeof OperatorPractice> = {
  ...{ practiceId: ofPractice.practiceId, name: ofPractice.practiceName, timeZone: "America/Chicago" },
  openedAt: instants.invited,
  isVendor: false,
  users: { all: 14, active: 12, invited: 2, locked: 0 },
  administrators: 2,
  waitingRequests: 1,
};
const address: z.input<typeof SuppressedAddress> = {
  addressId: "adr_01KAK5B7C9D1E3F5G7H9J1K3M5",
  email: "ben.okafor@sunrise.example",
  because: "bounced",
  reason: "550 5.1.1 no such user here",
  since: instants.now,
};

/** Examples of the routes by which a practice asks for SFTP accounts. */
export const sftpRequestExamples = {
  listSftpRequests: { query: { limit: "50" }, reply: { items: [line] } },
  requestSftpAccount: {
    body: {
      contactName: line.contactName,
      softwareName: line.softwareName,
      claimType: line.claimType,
      notes: whole.notes,
      addresses: whole.addresses,
      enrolments: whole.enrolments,
    },
    reply: { ...view, comments: [] },
  },
  getSftpRequest: { reply: view },
  updateSftpRequest: { body: { enrolments: whole.enrolments }, reply: view },
  cancelSftpRequest: {
    body: { reason: "We stay with the old software" },
    reply: {
      ...view,
      state: "cancelled" as const,
      endsAt: undefined,
      decidedAt: instants.now,
      decidedByName: "Ada Lindqvist",
      reason: "We stay with the old software",
      may: ["comment" as const],
    },
  },
  commentOnSftpRequest: { body: { text: "It is urgent." }, reply: view },
};

/** Examples of what operators do for every practice. */
export const operatorExamples = {
  listOperatorRequests: { query: { queue: "waiting" as const }, reply: { items: [operatorLine] } },
  getOperatorRequest: { reply: operatorView },
  takeSftpRequest: { body: {}, reply: taken },
  approveSftpRequest: {
    body: {},
    reply: {
      ...taken,
      ...decided,
      state: "approved" as const,
      approvals: [{ byName: support, at: instants.now }],
    },
  },
  rejectSftpRequest: {
    body: { reason: "This practice has an account for this software already" },
    reply: {
      ...taken,
      ...decided,
      state: "rejected" as const,
      reason: "This practice has an account for this software already",
    },
  },
  answerSftpRequest: { body: { text: "Which addresses do you send from?" }, reply: taken },
  listOperatorPractices: { query: { search: "sun" }, reply: { items: [practice] } },
  listSuppressedAddresses: { query: { limit: "50" }, reply: { items: [address] } },
  releaseSuppressedAddress: {},
};
