import { Refusal } from "./refusal.ts";
import type { SftpSoftware } from "./sftp-software.ts";

/** Where a request stands, with the words the console shows. Source: PRODUCT.md S1. */
export const sftpRequestStates = {
  submitted: "Submitted",
  "in-review": "In review",
  approved: "Approved",
  rejected: "Rejected",
  provisioned: "Account made",
  cancelled: "Cancelled",
  expired: "Expired",
} as const satisfies Record<string, string>;
export type SftpRequestState = keyof typeof sftpRequestStates;
export const sftpRequestStateNames = Object.keys(sftpRequestStates) as [SftpRequestState, ...SftpRequestState[]];

/** Who takes a step: somebody of the practice, an operator, or the installation by itself. */
export const sftpRequestHands = ["practice", "operator", "installation"] as const;
export type SftpRequestHand = (typeof sftpRequestHands)[number];

interface Step {
  readonly from: readonly SftpRequestState[];
  readonly to: SftpRequestState;
  readonly by: readonly SftpRequestHand[];
}

const waiting = ["submitted", "in-review"] as const satisfies readonly SftpRequestState[];

/**
 * Every step of a request: what it leads from and to, and whose it is. The rule reads it, and the condition of the write is
 * made from it. `support` is the first of two approvals; `approve` the one that decides, the installation's own where nobody is asked.
 */
export const sftpRequestSteps = {
  take: { from: waiting, to: "in-review", by: ["operator"] },
  support: { from: waiting, to: "in-review", by: ["operator"] },
  approve: { from: waiting, to: "approved", by: ["operator", "installation"] },
  reject: { from: waiting, to: "rejected", by: ["operator"] },
  cancel: { from: waiting, to: "cancelled", by: ["practice"] },
  expire: { from: waiting, to: "expired", by: ["installation"] },
  provision: { from: ["approved"], to: "provisioned", by: ["installation"] },
} as const satisfies Record<string, Step>;
export type SftpRequestStep = keyof typeof sftpRequestSteps;
export const sftpRequestStepNames = Object.keys(sftpRequestSteps) as [SftpRequestStep, ...SftpRequestStep[]];

/** Who approves requests in an installation: one operator, nobody, or two of them. */
export const sftpApprovals = ["operator", "automatic", "two-operators"] as const;
export type SftpApproval = (typeof sftpApprovals)[number];

/** Requests of one practice that may wait at the same time. */
export const mostWaitingRequests = 20;
/** Comments on one request. */
export const mostComments = 50;

/** Days without a decision after which a request is over. */
export const sftpRequestDays = 30;

/** How far the enrolment for electronic claims (EDI) and remittances (ERA) with one payer is; a list for the practice itself. */
export interface PayerEnrolment {
  readonly payer: string;
  readonly isEdiDone: boolean;
  readonly isEraDone: boolean;
}

/** What somebody of either side said about a request. */
export interface SftpRequestComment {
  readonly at: string;
  readonly by: string;
  readonly byName: string;
  readonly side: "practice" | "operator";
  readonly text: string;
}

/** An operator's approval. */
export interface SftpRequestApproval {
  readonly by: string;
  readonly byName: string;
  readonly at: string;
}

/** A request for an SFTP account, as it is stored. Times are ISO 8601, UTC. */
export interface SftpRequest extends SftpSoftware {
  readonly practiceId: string;
  readonly practiceName: string;
  readonly requestId: string;
  readonly state: SftpRequestState;
  readonly version: number;
  /** Whom to call about the software. */
  readonly contactName: string;
  readonly notes?: string;
  /** Ranges the software will come from, each in its one form; none means from everywhere. */
  readonly addresses: readonly string[];
  /** An SSH public key in OpenSSH's form: the account then begins with it, and without a password. */
  readonly publicKey?: string;
  /** The software vendor's person who gets a hand-off link, instead of the requester a password. */
  readonly vendorEmail?: string;
  readonly enrolments: readonly PayerEnrolment[];
  readonly comments: readonly SftpRequestComment[];
  readonly requestedBy: string;
  readonly requestedByName: string;
  readonly requestedByEmail?: string;
  readonly requestedAt: string;
  /** The operator who looks after it. */
  readonly takenBy?: string;
  readonly takenByName?: string;
  readonly takenAt?: string;
  readonly approvals: readonly SftpRequestApproval[];
  readonly decidedAt?: string;
  readonly decidedBy?: string;
  readonly decidedByName?: string;
  /** Why it was rejected or cancelled. */
  readonly reason?: string;
  /** The account that was made. */
  readonly accountId?: string;
}

/** Whether a decision is still to come. */
export const isWaiting = ({ state }: Pick<SftpRequest, "state">): boolean => waiting.some((open) => open === state);

/** When a request that nobody decides is over. */
export function sftpRequestEndsAt({ requestedAt }: Pick<SftpRequest, "requestedAt">): Date {
  return new Date(Date.parse(requestedAt) + sftpRequestDays * 86_400_000);
}

/** Whether the table has this step from this state for this hand. */
export function isStepOpen(step: SftpRequestStep, state: SftpRequestState, hand: SftpRequestHand): boolean {
  const { from, by }: Step = sftpRequestSteps[step];
  return from.includes(state) && by.includes(hand);
}

/**
 * Whether a step may be taken now; a request that is past its days is over, whether or not the caretaker has been there.
 * @throws Refusal `sftp-request.over`
 */
export function assertSftpRequestStep(
  step: SftpRequestStep,
  request: Pick<SftpRequest, "state" | "requestedAt">,
  { hand, now }: { hand: SftpRequestHand; now: Date },
): void {
  const isDue = isWaiting(request) && sftpRequestEndsAt(request) <= now;
  if (!isStepOpen(step, request.state, hand) || isDue !== (step === "expire")) throw new Refusal("sftp-request.over");
}

/** What steps write, and what must still hold then: of two at once one succeeds, on exactly the request it was judged on. */
export function writeOfSteps(steps: readonly SftpRequestStep[], request: Pick<SftpRequest, "state" | "version">) {
  const last = steps.at(-1);
  const state: SftpRequestState = last ? sftpRequestSteps[last].to : request.state;
  const { state: from, version } = request;
  return { set: { state, version: version + 1 }, expect: { state: from, version } } as const;
}

/** Somebody who decides, as far as it matters whose request it is. */
export interface Decider {
  readonly userId: string;
  readonly email?: string | undefined;
}

/** Whether somebody asked for it himself, be it with another account of the same address. */
export function isOwnRequest(
  { requestedBy, requestedByEmail }: Pick<SftpRequest, "requestedBy" | "requestedByEmail">,
  { userId, email }: Decider,
): boolean {
  return requestedBy === userId || (email !== undefined && email === requestedByEmail);
}

/** Nobody decides about his own request. @throws Refusal `sftp-request.own`. Source: SECURITY attack 89. */
export function assertOthersRequest(request: Parameters<typeof isOwnRequest>[0], decider: Decider): void {
  if (isOwnRequest(request, decider)) throw new Refusal("sftp-request.own");
}

/**
 * What an operator's approval is: the deciding one, or the first of the two that the installation asks for.
 * @throws Refusal `sftp-request.approved-already` for a second approval by the same person
 */
export function stepOfApproval(
  { approvals }: Pick<SftpRequest, "approvals">,
  { by, approval }: { by: string; approval: SftpApproval },
): "support" | "approve" {
  if (approvals.some((each) => each.by === by)) throw new Refusal("sftp-request.approved-already");
  return approval === "two-operators" && approvals.length === 0 ? "support" : "approve";
}

/** The comments with one more. @throws Refusal `sftp-request.too-long` */
export function withComment({ comments }: Pick<SftpRequest, "comments">, comment: SftpRequestComment) {
  if (comments.length >= mostComments) throw new Refusal("sftp-request.too-long");
  return [...comments, comment];
}
