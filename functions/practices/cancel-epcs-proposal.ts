import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { readUser } from "../../shared/data/users.ts";
import { isDesignated } from "../../shared/domain/epcs.ts";
import { assertStep, writeOf } from "../../shared/domain/epcs-proposal.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { epcsNews, proposalDeed, proposalInWords, proposalOf, proposalViewOf } from "./epcs-work.ts";

/** Ends a proposal without its effect: by who entered it, or any designated person of the place. */
export const cancelEpcsProposal: Operation<typeof practiceRoutes.cancelEpcsProposal> = async (call) => {
  const { scope, user } = call.caller;
  const before = await proposalOf(call.caller, call.path.proposalId);
  const { place } = before;
  if (before.enteredBy !== user.userId && !isDesignated(user, place)) throw new Refusal("epcs.not-yours");
  assertStep("cancel", before, call.now);
  const { set, expect } = writeOf("cancel", before);
  const { reason } = call.body;
  const decision = {
    ...set,
    decidedAt: call.now.toISOString(),
    decidedBy: user.userId,
    decidedByName: fullNameOf(user),
  };
  const after = { ...before, ...decision };
  const reply = proposalViewOf(after);
  const subject = await readUser(scope, before.subjectId);
  const what = `${fullNameOf(user)} cancelled the proposal to ${proposalInWords(before)}`;
  await call.commit(
    {
      changes: [
        update("practice", keys.epcsProposal(scope, before.proposalId), {
          set: decision,
          expect,
          refusal: "epcs.proposal-over",
        }),
      ],
      deeds: [{ action: "epcs.cancelled", ...proposalDeed(after), reason }],
      mails: await epcsNews(call, { place, subject, what, reason }),
    },
    reply,
  );
  return reply;
};
