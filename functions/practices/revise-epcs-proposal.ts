import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { readUser } from "../../shared/data/users.ts";
import { assertEntry, assertStep, writeOf } from "../../shared/domain/epcs-proposal.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { epcsMoment, proposalDeed, proposalOf, proposalViewOf, sealedProposal } from "./epcs-work.ts";

/** Changes the own proposal: its digest becomes another, so that nobody approves what he was not shown. */
export const reviseEpcsProposal: Operation<typeof practiceRoutes.reviseEpcsProposal> = async (call) => {
  const { scope, user } = call.caller;
  const before = await proposalOf(call.caller, call.path.proposalId);
  if (before.enteredBy !== user.userId) throw new Refusal("epcs.not-enterer");
  assertStep("revise", before, call.now);
  const subject = await readUser(scope, before.subjectId);
  if (!subject) throw new Refusal("epcs.proposal-over");
  const { mark, reason } = call.body;
  const after = sealedProposal({ ...before, mark, reason, revision: before.revision + 1 });
  assertEntry({ proposal: after, subject }, user, epcsMoment(call));
  const { set, expect } = writeOf("revise", before);
  const { revision, digest } = after;
  await call.commit({
    changes: [
      update("practice", keys.epcsProposal(scope, after.proposalId), {
        set: { ...set, mark, reason, revision, digest },
        expect,
        refusal: "epcs.proposal-over",
      }),
    ],
    deeds: [{ action: "epcs.revised", ...proposalDeed(after) }],
  });
  return proposalViewOf(after);
};
