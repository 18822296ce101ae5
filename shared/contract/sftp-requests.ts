import * as z from "zod/mini";
import { sftpRequestStateNames } from "../domain/sftp-request.ts";
import { claimTypeNames } from "../domain/sftp-software.ts";
import { emailAddress, instant, pageOf, paging, text } from "./fields.ts";
import type { RouteTable } from "./route.ts";
import { sftpAddresses } from "./sftp-accounts.ts";
import { sshPublicKey } from "./ssh-key-field.ts";

/** A text of several lines: no control characters but line ends. */
const paragraph = (max: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(max),
    z.refine((value) => value.isWellFormed() && !/[^\P{Cc}\n]/u.test(value), {
      message: "must not hold control characters but line ends",
    }),
    z.normalize("NFC"),
  );
const enrolment = z.strictObject({ payer: text(80), isEdiDone: z.boolean(), isEraDone: z.boolean() });
const enrolments = z.array(enrolment).check(z.maxLength(30));

/** What a practice says when it asks for an SFTP account. Who asks is known from the session. Source: PRODUCT.md S1. */
export const SftpRequestForm = z.strictObject({
  contactName: text(80),
  softwareName: text(80),
  claimType: z.enum(claimTypeNames),
  notes: z.optional(paragraph(1000)),
  addresses: z._default(sftpAddresses, () => []),
  publicKey: z.optional(sshPublicKey),
  vendorEmail: z.optional(emailAddress),
  enrolments: z._default(enrolments, () => []),
});

const Comment = z.object({
  at: instant,
  byName: z.string(),
  side: z.enum(["practice", "operator"]),
  text: z.string(),
});
/** A request as a list shows it. */
export const SftpRequestLine = z.object({
  requestId: z.string(),
  state: z.enum(sftpRequestStateNames),
  contactName: z.string(),
  softwareName: z.string(),
  claimType: z.enum(claimTypeNames),
  requestedByName: z.string(),
  requestedAt: instant,
  /** When it is over unless somebody decides; only while it waits. */
  endsAt: z.optional(instant),
  takenByName: z.optional(z.string()),
  decidedAt: z.optional(instant),
  accountId: z.optional(z.string()),
  /** Payers on its list of enrolments, and those of them with whom EDI or ERA is not done. */
  payers: z.object({ all: z.number(), open: z.number() }),
});
const whole = {
  ...SftpRequestLine.shape,
  notes: z.optional(z.string()),
  addresses: z.array(z.string()),
  publicKey: z.optional(z.string()),
  vendorEmail: z.optional(z.string()),
  enrolments: z.array(z.object({ payer: z.string(), isEdiDone: z.boolean(), isEraDone: z.boolean() })),
  comments: z.array(Comment),
  requestedBy: z.string(),
  takenAt: z.optional(instant),
  /** The approvals so far, of as many as the installation asks for. */
  approvals: z.array(z.object({ byName: z.string(), at: instant })),
  decidedByName: z.optional(z.string()),
  reason: z.optional(z.string()),
};
/** A request with all that is known of it. `may`: the steps that the caller can take now. */
export const SftpRequestView = z.object({ ...whole, may: z.array(z.enum(["cancel", "comment", "edit-enrolments"])) });
/** The same for operators, who see whose it is. */
const ofPractice = { practiceId: z.string(), practiceName: z.string() };
export const OperatorRequestLine = z.object({ ...SftpRequestLine.shape, ...ofPractice });
export const OperatorRequestView = z.object({
  ...whole,
  ...ofPractice,
  /** How many approvals this installation asks for; none where it approves by itself. */
  approvalsNeeded: z.number(),
  may: z.array(z.enum(["take", "approve", "reject", "comment"])),
});

const refusedAs = "sftp-request.refused";
const unknown = "sftp-request.not-found";
/** What `openedAccount` tells, in the transaction that approves. */
const opening = ["sftp.account-opened", "sftp.link-made", "sftp.secret-asked"] as const;
const over = [unknown, "sftp-request.over", "request.changed-meanwhile"] as const;

/** A practice's requests for SFTP accounts. Only a signed-in person asks: no mail is ever taken for a request. */
export const sftpRequestRoutes = {
  listSftpRequests: {
    method: "GET",
    path: "/sftp-requests",
    access: "sftp:read",
    summary: "List the practice's requests for SFTP accounts, newest first",
    query: z.strictObject(paging),
    reply: pageOf(SftpRequestLine),
    refusals: ["request.cursor"],
  },
  requestSftpAccount: {
    method: "POST",
    path: "/sftp-requests",
    access: "sftp:request",
    summary: "Ask for an SFTP account for the practice's software",
    body: SftpRequestForm,
    reply: SftpRequestView,
    status: 201,
    audit: ["sftp-request.submitted", "sftp-request.approved", "sftp-request.provisioned", ...opening, refusedAs],
    refusedAs,
    refusals: ["sftp-request.too-many", "sftp.username-taken", "sftp.recipient-is-user"],
    stepUp: true,
    idempotent: true,
  },
  getSftpRequest: {
    method: "GET",
    path: "/sftp-requests/{requestId}",
    access: "sftp:read",
    summary: "Read one request for an SFTP account",
    reply: SftpRequestView,
    refusals: [unknown],
    versioned: true,
  },
  cancelSftpRequest: {
    method: "POST",
    path: "/sftp-requests/{requestId}/cancel",
    access: "sftp:request",
    summary: "Cancel a request that nobody has decided yet",
    body: z.strictObject({ reason: text(300) }),
    reply: SftpRequestView,
    audit: ["sftp-request.cancelled", refusedAs],
    refusedAs,
    refusals: over,
    idempotent: true,
  },
  commentOnSftpRequest: {
    method: "POST",
    path: "/sftp-requests/{requestId}/comments",
    access: "sftp:request",
    summary: "Say something about a request to the operators",
    body: z.strictObject({ text: paragraph(1000) }),
    reply: SftpRequestView,
    audit: ["sftp-request.commented"],
    refusals: [unknown, "sftp-request.too-long", "request.changed-meanwhile"],
    idempotent: true,
  },
  updateSftpRequest: {
    method: "PATCH",
    path: "/sftp-requests/{requestId}",
    access: "sftp:request",
    summary: "Keep how far the EDI and ERA enrolment with each payer is",
    body: z.strictObject({ enrolments }),
    reply: SftpRequestView,
    audit: ["sftp-request.enrolments-changed"],
    refusals: [unknown],
    versioned: true,
  },
} as const satisfies RouteTable;

const aboutRequest = "/operator/sftp-requests/{requestId}";

/** What operators decide about the requests of every practice. Part of the operators workflow. */
export const operatorRequestRoutes = {
  listOperatorRequests: {
    method: "GET",
    path: "/operator/sftp-requests",
    access: "operator:sftp-requests",
    summary: "List the requests of every practice that wait, longest first, or that are over",
    query: z.strictObject({ ...paging, queue: z.optional(z.enum(["waiting", "over"])) }),
    reply: pageOf(OperatorRequestLine),
    audit: ["operator.requests-seen"],
    refusals: ["request.cursor"],
  },
  getOperatorRequest: {
    method: "GET",
    path: aboutRequest,
    access: "operator:sftp-requests",
    summary: "Read one request of any practice",
    reply: OperatorRequestView,
    audit: ["operator.request-seen"],
    refusals: [unknown],
  },
  takeSftpRequest: {
    method: "POST",
    path: `${aboutRequest}/take`,
    access: "operator:sftp-requests",
    summary: "Take a request into review",
    body: z.strictObject({}),
    reply: OperatorRequestView,
    audit: ["sftp-request.taken", refusedAs],
    refusedAs,
    refusals: [...over, "sftp-request.own"],
    idempotent: true,
  },
  approveSftpRequest: {
    method: "POST",
    path: `${aboutRequest}/approve`,
    access: "operator:sftp-requests",
    summary: "Approve a request: its account is made at once",
    body: z.strictObject({ comment: z.optional(paragraph(1000)) }),
    reply: OperatorRequestView,
    audit: ["sftp-request.supported", "sftp-request.approved", "sftp-request.provisioned", ...opening, refusedAs],
    refusedAs,
    refusals: [
      ...over,
      "sftp-request.own",
      "sftp-request.approved-already",
      "sftp-request.requester-gone",
      "sftp.username-taken",
    ],
    stepUp: true,
    idempotent: true,
  },
  rejectSftpRequest: {
    method: "POST",
    path: `${aboutRequest}/reject`,
    access: "operator:sftp-requests",
    summary: "Reject a request, with the reason that its practice reads",
    body: z.strictObject({ reason: text(300) }),
    reply: OperatorRequestView,
    audit: ["sftp-request.rejected", refusedAs],
    refusedAs,
    refusals: [...over, "sftp-request.own"],
    idempotent: true,
  },
  answerSftpRequest: {
    method: "POST",
    path: `${aboutRequest}/comments`,
    access: "operator:sftp-requests",
    summary: "Say something about a request to its practice",
    body: z.strictObject({ text: paragraph(1000) }),
    reply: OperatorRequestView,
    audit: ["sftp-request.commented"],
    refusals: [unknown, "sftp-request.too-long", "request.changed-meanwhile"],
    idempotent: true,
  },
} as const satisfies RouteTable;
