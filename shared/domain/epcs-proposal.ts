import { type EpcsMark, type EpcsOfUser, type HeldMark, markAt, withMark } from "./epcs.ts";
import {
  barrierToEpcs,
  barrierToMark,
  barrierToRegistrant,
  type EpcsMoment,
  type EpcsPerson,
  epcsBarriers,
  isPlaceReady,
  isSamePerson,
  mayApprove,
  mayEnter,
  suspensionOf,
} from "./epcs-eligibility.ts";
import { Refusal } from "./refusal.ts";
import type { SecondStep } from "./user-status.ts";

/** What may be proposed about a mark. */
export const proposalKinds = { grant: "Grant", revoke: "Revoke" } as const satisfies Record<string, string>;
export type ProposalKind = keyof typeof proposalKinds;
export const proposalStates = ["open", "approved", "cancelled"] as const;
export type ProposalState = (typeof proposalStates)[number];

/** A change of a mark that one person entered and another has to approve, as it is stored. Times are ISO 8601, UTC. */
export interface EpcsProposal {
  readonly practiceId: string;
  readonly proposalId: string;
  readonly kind: ProposalKind;
  readonly mark: EpcsMark;
  readonly place: string;
  readonly placeName: string;
  readonly subjectId: string;
  readonly subjectName: string;
  readonly reason: string;
  readonly enteredBy: string;
  readonly enteredByName: string;
  /** The enterer's DEA number at the entry, so that no change of it afterwards makes two accounts of one person two. */
  readonly enteredByDea?: string;
  readonly enteredAt: string;
  readonly state: ProposalState;
  readonly revision: number;
  /** Of all that is shown; an approval names it. */
  readonly digest: string;
  readonly decidedAt?: string;
  readonly decidedBy?: string;
  readonly decidedByName?: string;
}

/** Who takes a step of a proposal. */
export type ProposalHand = "enterer" | "approver" | "designated";

/**
 * Every step of a proposal: what it leads from and to, and who may take it. The rule reads it, and the condition of the write
 * is made from it.
 */
export const proposalSteps = {
  revise: { from: "open", to: "open", by: "enterer" },
  approve: { from: "open", to: "approved", by: "approver" },
  cancel: { from: "open", to: "cancelled", by: "designated" },
} as const satisfies Record<string, { from: ProposalState; to: ProposalState; by: ProposalHand }>;
export type ProposalStep = keyof typeof proposalSteps;

/** Days for which a proposal may be approved. */
export const proposalDays = 7;

/** When a proposal is over by itself. */
export function proposalEndsAt({ enteredAt }: Pick<EpcsProposal, "enteredAt">): Date {
  return new Date(Date.parse(enteredAt) + proposalDays * 86_400_000);
}

/** What a step writes, and what must still hold then: of two steps at once one succeeds, on exactly what it was judged on. */
export function writeOf(step: ProposalStep, proposal: Pick<EpcsProposal, "digest">) {
  const { from, to } = proposalSteps[step];
  return { set: { state: to }, expect: { state: from, digest: proposal.digest } } as const;
}

/** All that an approver is shown, in one form: the approval is bound to a hash of it. Source: SECURITY attack 74. */
export function proposalText(proposal: Omit<EpcsProposal, "digest" | "state">): string {
  const { practiceId, proposalId, kind, mark, place, placeName, subjectId, subjectName } = proposal;
  const { reason, enteredBy, enteredByName, enteredAt, revision } = proposal;
  return JSON.stringify([
    ...[practiceId, proposalId, revision, kind, mark, place, placeName, subjectId, subjectName],
    ...[reason, enteredBy, enteredByName, enteredAt],
  ]);
}

/** Whether a step may be taken now. @throws Refusal `epcs.proposal-over` */
export function assertStep(step: ProposalStep, proposal: EpcsProposal, now: Date): void {
  const isDue = proposalEndsAt(proposal) <= now;
  if (proposal.state !== proposalSteps[step].from || isDue) throw new Refusal("epcs.proposal-over");
}

/** What a proposal is about, and who is there. */
export interface ProposalFacts {
  readonly proposal: Pick<EpcsProposal, "kind" | "mark" | "place" | "subjectId">;
  readonly subject: EpcsPerson;
}

/** Whether somebody may enter this proposal now. @throws Refusal saying what is in the way */
export function assertEntry({ proposal, subject }: ProposalFacts, enterer: EpcsPerson, moment: EpcsMoment): void {
  if (!mayEnter(enterer, proposal.place, moment)) throw notYours(barrierToEpcs(enterer, moment));
  if (isSamePerson(enterer, subject)) throw new Refusal("user.own-account");
  assertSubject({ proposal, subject }, moment);
}

/** The rules of the mark itself, judged at the entry and again at the approval. */
function assertSubject({ proposal, subject }: ProposalFacts, moment: EpcsMoment): void {
  const held = markAt(subject, proposal.place);
  if (proposal.kind === "revoke") {
    if (held?.mark !== proposal.mark) throw new Refusal("epcs.mark-not-held");
    return;
  }
  const marks = Object.values(subject.epcs?.marks ?? {});
  if (marks.some(({ mark }) => mark !== proposal.mark)) throw new Refusal("epcs.mark-other");
  if (held && suspensionOf(held, subject, moment) === undefined) throw new Refusal("epcs.mark-held");
  const barrier = barrierToMark(proposal.mark, subject, moment);
  if (barrier) throw new Refusal("epcs.not-eligible", { more: `Now ${epcsBarriers[barrier]}.` });
}

/** An approval with all that it is judged from: the people as they are at this moment, and how the approver proved himself. */
export interface Approval extends ProposalFacts {
  readonly proposal: EpcsProposal;
  /** What the approver says he was shown. */
  readonly digest: string;
  readonly approver: EpcsPerson;
  readonly enterer: EpcsPerson | undefined;
  readonly designated: readonly EpcsPerson[];
  /** With what the session's newest proof was given. */
  readonly provedWith: SecondStep | "recovery" | undefined;
}

/**
 * Whether an approval holds: by another person than enterer and subject, who is an eligible registrant now and has just proved
 * it with an authenticator app, of exactly what was shown, at a place with its two people. @throws Refusal
 * Source: 21 CFR 1311.125(c); SECURITY attacks 71 to 74.
 */
export function assertApproval(approval: Approval, moment: EpcsMoment): void {
  const { proposal, approver, subject, enterer, designated } = approval;
  if (!mayApprove(approver, proposal.place, moment)) throw notYours(barrierToRegistrant(approver, moment));
  const isEnterer = approver.userId === proposal.enteredBy || isDeaOf(approver, proposal.enteredByDea);
  if (isEnterer || isSamePerson(approver, subject) || (enterer && isSamePerson(approver, enterer)))
    throw new Refusal("epcs.own-proposal");
  if (approval.provedWith !== "totp") throw new Refusal("session.step-up-required");
  assertStep("approve", proposal, moment.now);
  if (approval.digest !== proposal.digest) throw new Refusal("epcs.proposal-changed");
  if (!enterer || !mayEnter(enterer, proposal.place, moment)) throw new Refusal("epcs.proposal-over");
  if (!isPlaceReady(designated, moment)) throw new Refusal("epcs.not-ready");
  assertSubject({ proposal, subject }, moment);
}

const isDeaOf = ({ deaNumber }: EpcsPerson, dea: string | undefined) => dea !== undefined && dea === deaNumber;

/** Who is named here but not able to is told why; who is not named is told nothing. */
function notYours(barrier: keyof typeof epcsBarriers | undefined): Refusal {
  if (!barrier) return new Refusal("epcs.not-yours");
  return new Refusal("epcs.you-not-eligible", { more: `Now ${epcsBarriers[barrier]}.` });
}

/** What the subject's row keeps once a proposal is approved. */
export function epcsApproved({ proposal, subject, approver }: Approval, now: Date): EpcsOfUser {
  const { place, kind, mark, proposalId, enteredBy } = proposal;
  const held: HeldMark = { mark, proposalId, enteredBy, approvedBy: approver.userId, grantedAt: now.toISOString() };
  return withMark(subject, place, kind === "grant" ? held : undefined);
}
