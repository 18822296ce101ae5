import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { insert } from "../../shared/data/changes.ts";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import { readUser } from "../../shared/data/users.ts";
import { mayEnter } from "../../shared/domain/epcs-eligibility.ts";
import { assertEntry } from "../../shared/domain/epcs-proposal.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import {
  epcsMoment,
  epcsNews,
  placeNamed,
  proposalDeed,
  proposalInWords,
  proposalViewOf,
  sealedProposal,
} from "./epcs-work.ts";

/** Enters what another person has to approve; by itself it changes nothing. Source: 21 CFR 1311.125(c). */
export const proposeEpcs: Operation<typeof practiceRoutes.proposeEpcs> = async (call) => {
  const { scope, user } = call.caller;
  const { kind, mark, place, reason } = call.body;
  const placeName = placeNamed(call.caller, place);
  const moment = epcsMoment(call);
  const subject = await readUser(scope, call.body.userId);
  // Who may enter nothing here learns nothing about who exists.
  if (!subject) throw new Refusal(mayEnter(user, place, moment) ? "user.not-found" : "epcs.not-yours");
  const proposal = sealedProposal({
    practiceId: scope.practiceId,
    proposalId: newId("epp", call.now),
    ...{ kind, mark, place, placeName, reason },
    subjectId: subject.userId,
    subjectName: fullNameOf(subject),
    enteredBy: user.userId,
    enteredByName: fullNameOf(user),
    ...(user.deaNumber ? { enteredByDea: user.deaNumber } : {}),
    enteredAt: call.now.toISOString(),
    state: "open",
    revision: 1,
  });
  assertEntry({ proposal, subject }, user, moment);
  const reply = proposalViewOf(proposal);
  const what = `${fullNameOf(user)} proposes to ${proposalInWords(proposal)}`;
  await call.commit(
    {
      changes: [insert("practice", { ...keys.epcsProposal(scope, proposal.proposalId), ...proposal })],
      deeds: [{ action: "epcs.proposed", ...proposalDeed(proposal) }],
      mails: await epcsNews(call, { place, subject, what, reason }),
    },
    reply,
  );
  return reply;
};
