import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { unchanged, update } from "../../shared/data/changes.ts";
import type { Change } from "../../shared/data/commit.ts";
import { placeChange, readPlace } from "../../shared/data/epcs.ts";
import { keys } from "../../shared/data/keys.ts";
import { readUsers } from "../../shared/data/users.ts";
import { type EpcsPlace, holdersAtMost } from "../../shared/domain/epcs.ts";
import {
  type Approval,
  assertApproval,
  type EpcsProposal,
  epcsApproved,
  writeOf,
} from "../../shared/domain/epcs-proposal.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { epcsMoment, epcsNews, proposalDeed, proposalInWords, proposalOf, proposalViewOf } from "./epcs-work.ts";

type ApproveCall = Parameters<typeof approveEpcsProposal>[0];

/** An approval with the rows it was judged on. */
interface Judged extends Approval {
  readonly approver: User;
  readonly enterer: User | undefined;
  readonly subject: User;
  readonly row: EpcsPlace;
}

/**
 * Executes what another person entered. Everybody is judged as he is now, and the write holds only while nobody of them, the
 * place or the proposal has changed since. Source: 21 CFR 1311.125(c); SECURITY A22.
 */
export const approveEpcsProposal: Operation<typeof practiceRoutes.approveEpcsProposal> = async (call) => {
  const { user } = call.caller;
  const judged = await judge(call, await proposalOf(call.caller, call.path.proposalId));
  const { proposal, subject } = judged;
  const { set } = writeOf("approve", proposal);
  const decision = {
    ...set,
    decidedAt: call.now.toISOString(),
    decidedBy: user.userId,
    decidedByName: fullNameOf(user),
  };
  const decided = { ...proposal, ...decision };
  const reply = proposalViewOf(decided);
  const what = `${fullNameOf(user)} approved the proposal of ${proposal.enteredByName} to ${proposalInWords(proposal)}`;
  const { place, reason } = proposal;
  await call.commit(
    {
      changes: changesOf(call, judged, decision),
      deeds: [
        {
          action: proposal.kind === "grant" ? "epcs.granted" : "epcs.revoked",
          subjectVersion: subject.version + 1,
          ...proposalDeed(decided),
        },
      ],
      mails: await epcsNews(call, { place, subject, what, reason }),
    },
    reply,
  );
  return reply;
};

async function judge(call: ApproveCall, proposal: EpcsProposal): Promise<Judged> {
  const { scope, user, session } = call.caller;
  const row = await readPlace(scope, proposal.place);
  const people = await readUsers(scope, [proposal.subjectId, proposal.enteredBy, ...row.designated]);
  const subject = people.find(({ userId }) => userId === proposal.subjectId);
  if (!subject) throw new Refusal("epcs.proposal-over");
  const judged = {
    ...{ proposal, subject, row, approver: user, digest: call.body.digest },
    enterer: people.find(({ userId }) => userId === proposal.enteredBy),
    designated: people.filter(({ userId }) => row.designated.includes(userId)),
    provedWith: session.secondStep === "totp" ? session.steppedUpWith : session.secondStep,
  };
  assertApproval(judged, epcsMoment(call));
  return judged;
}

function changesOf(call: ApproveCall, judged: Judged, decision: object): Change[] {
  const { scope } = call.caller;
  const { proposal, subject, approver, enterer, row } = judged;
  const { proposalId, place, kind } = proposal;
  const others = row.holders.filter((userId) => userId !== subject.userId);
  const holders = kind === "grant" ? [...others, subject.userId] : others;
  if (holders.length > holdersAtMost) throw new Refusal("epcs.too-many-people");
  return [
    update("practice", keys.epcsProposal(scope, proposalId), {
      set: { ...decision },
      expect: writeOf("approve", proposal).expect,
      refusal: "epcs.proposal-over",
    }),
    update("practice", keys.user(scope, subject.userId), {
      set: { epcs: epcsApproved(judged, call.now), version: subject.version + 1 },
      expect: { version: subject.version, status: subject.status, secondStep: subject.secondStep },
      refusal: "request.changed-meanwhile",
    }),
    placeChange(scope, row, { ...row, place, holders }),
    ...[approver, enterer].flatMap((person) => (person ? [asJudged(call, person)] : [])),
  ];
}

/** A person is still who he was when he was judged. */
function asJudged({ caller: { scope } }: ApproveCall, person: User): Change {
  const { status, version, securityVersion, secondStep, secondStepResetAt, deaNumber } = person;
  return unchanged("practice", keys.user(scope, person.userId), {
    expected: { status, version, securityVersion, secondStep, secondStepResetAt, deaNumber },
    refusal: "request.changed-meanwhile",
  });
}
