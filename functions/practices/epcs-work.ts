import { createHash } from "node:crypto";
import { readProposal } from "../../shared/data/epcs.ts";
import { designatedAt, epcsLetters } from "../../shared/data/epcs-letters.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { epcsMarks, nameOfPlace } from "../../shared/domain/epcs.ts";
import type { EpcsMoment } from "../../shared/domain/epcs-eligibility.ts";
import { type EpcsProposal, proposalEndsAt, proposalKinds, proposalText } from "../../shared/domain/epcs-proposal.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Caller } from "../../shared/http/callers.ts";
import { inZone } from "../../shared/mail/in-zone.ts";

/** What every operation of EPCS knows. */
export interface EpcsCall {
  readonly caller: Caller;
  readonly now: Date;
}

/** The moment of a call by the practice's clock. */
export function epcsMoment({ caller, now }: EpcsCall): EpcsMoment {
  return { now, timeZone: caller.practice.timeZone };
}

/** The name of a place. @throws Refusal for one of another practice as for one that nobody has */
export function placeNamed({ practice }: Caller, place: string): string {
  const name = nameOfPlace(practice, place);
  if (name === undefined) throw new Refusal("epcs.place-unknown");
  return name;
}

/** The proposal with its digest: of all that is shown, so that whatever is edited makes another. */
export function sealedProposal(proposal: Omit<EpcsProposal, "digest">): EpcsProposal {
  return { ...proposal, digest: createHash("sha256").update(proposalText(proposal)).digest("base64url") };
}

/** A proposal of the practice at a place that is still there. @throws Refusal */
export async function proposalOf({ scope, practice }: Caller, proposalId: string): Promise<EpcsProposal> {
  const proposal = await readProposal(scope, proposalId);
  if (!proposal || nameOfPlace(practice, proposal.place) === undefined) throw new Refusal("epcs.proposal-not-found");
  return proposal;
}

/** A proposal as people see it. */
export function proposalViewOf(proposal: EpcsProposal) {
  const { proposalId, kind, mark, place, placeName, subjectId, subjectName, reason } = proposal;
  const { enteredBy, enteredByName, enteredAt, state, revision, digest, decidedByName, decidedAt } = proposal;
  return {
    ...{ proposalId, kind, mark, place, placeName, subjectId, subjectName, reason },
    ...{ enteredBy, enteredByName, enteredAt, endsAt: proposalEndsAt(proposal).toISOString() },
    ...{ state, revision, digest, decidedByName, decidedAt },
  };
}

/** What a proposal is about, as one says it: `grant EPCS approver to Ben Okafor`. */
export function proposalInWords({ kind, mark, subjectName }: Pick<EpcsProposal, "kind" | "mark" | "subjectName">) {
  const of = kind === "grant" ? "to" : "of";
  return `${proposalKinds[kind].toLowerCase()} ${epcsMarks[mark]} ${of} ${subjectName}`;
}

/** What stands in the log of a proposal's step. */
export function proposalDeed(proposal: EpcsProposal) {
  const { proposalId, kind, mark, placeName, subjectId, subjectName, reason, digest, enteredByName } = proposal;
  return {
    subjectId,
    subjectName,
    reason,
    changes: {
      proposal: { after: proposalId },
      ...(kind === "grant" ? { mark: { after: mark } } : { mark: { before: mark } }),
      place: { after: placeName },
      enteredBy: { after: enteredByName },
      digest: { after: digest },
    },
  };
}

/** The letters of what was just done, to the person it is about and to the designated people of the place. */
export async function epcsNews(
  call: EpcsCall,
  { place, subject, what, reason }: { place: string; subject: User | undefined; what: string; reason: string },
): Promise<Mail[]> {
  const { scope, practice, user } = call.caller;
  const news = {
    practiceName: practice.name,
    what,
    place: nameOfPlace(practice, place) ?? practice.name,
    actorName: fullNameOf(user),
    reason,
    at: inZone(call.now, practice.timeZone),
  };
  return epcsLetters(news, [...(subject ? [subject] : []), ...(await designatedAt(scope, place))]);
}
