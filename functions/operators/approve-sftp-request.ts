import { sftpApproval } from "../../shared/config/sftp-approval.ts";
import type { operatorRoutes } from "../../shared/contract/operators.ts";
import type { Change } from "../../shared/data/commit.ts";
import { readPractice } from "../../shared/data/practices.ts";
import { stepped } from "../../shared/data/sftp-requests.ts";
import { readUser } from "../../shared/data/users.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import {
  assertOthersRequest,
  assertSftpRequestStep,
  type SftpRequest,
  stepOfApproval,
  withComment,
} from "../../shared/domain/sftp-request.ts";
import type { Operation } from "../../shared/http/call.ts";
import { assertOwner, ownerAsJudged, provisionOf } from "../../shared/sftp-requests/provision.ts";
import { anyRequest, operatorViewOf } from "./any-request.ts";
import { type AboutRequest, supportNameOf, toldInBoth } from "./operating.ts";

type ApproveCall = Parameters<typeof approveSftpRequest>[0];

/**
 * Approves a request of others: by itself, or as one of the two people that the installation asks for. The approval that
 * decides makes the account in the same transaction. Source: PRODUCT.md S1, S2; SECURITY attack 89.
 */
export const approveSftpRequest: Operation<typeof operatorRoutes.approveSftpRequest> = async (call) => {
  const { caller, path, now } = call;
  const before = await anyRequest(path.requestId);
  assertOthersRequest(before, caller.user);
  assertSftpRequestStep("approve", before, { hand: "operator", now });
  const step = stepOfApproval(before, { by: caller.user.userId, approval: sftpApproval() });
  const { after, changes, about } = step === "support" ? supported(call, before) : await approved(call, before);
  const reply = operatorViewOf(after, call);
  await call.commit({ changes, ...(await toldInBoth(call, after, { ...about, said: call.body.comment })) }, reply);
  return reply;
};

interface Approved {
  readonly after: SftpRequest;
  readonly changes: readonly Change[];
  readonly about: AboutRequest;
}

function supported(call: ApproveCall, before: SftpRequest): Approved {
  const about = { action: "sftp-request.supported", what: "the first of two people approved it" } as const;
  return { ...stepped(before, ["support"], approvalFacts(call, before)), about };
}

async function approved(call: ApproveCall, before: SftpRequest): Promise<Approved> {
  const { caller, now } = call;
  const scope = scopeOf(before.practiceId);
  const [practice, owner] = await Promise.all([readPractice(scope), readUser(scope, before.requestedBy)]);
  if (!practice) throw new Refusal("sftp-request.not-found");
  assertOwner(practice, owner, now);
  const { accountId, changes, deeds, mails, what } = await provisionOf(before, { practice, owner }, now);
  const { after, changes: steps } = stepped(before, ["approve", "provision"], {
    ...approvalFacts(call, before),
    accountId,
    decidedAt: now.toISOString(),
    decidedBy: caller.user.userId,
    decidedByName: supportNameOf(caller.user),
  });
  return {
    after,
    changes: [...steps, ...changes, ownerAsJudged(owner)],
    about: { action: "sftp-request.approved", what, further: deeds, furtherMails: mails },
  };
}

function approvalFacts({ caller, body, now }: ApproveCall, before: SftpRequest) {
  const [by, byName, at] = [caller.user.userId, supportNameOf(caller.user), now.toISOString()];
  const comment = { at, by, byName, side: "operator", text: body.comment ?? "" } as const;
  return {
    approvals: [...before.approvals, { by, byName, at }],
    ...(body.comment ? { comments: withComment(before, comment) } : {}),
    ...(before.takenBy ? {} : { takenBy: by, takenByName: byName, takenAt: at }),
  };
}
