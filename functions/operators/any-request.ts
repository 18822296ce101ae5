import { sftpApproval } from "../../shared/config/sftp-approval.ts";
import { findSftpRequest } from "../../shared/data/sftp-requests.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import {
  isOwnRequest,
  isStepOpen,
  type SftpRequest,
  type SftpRequestStep,
  sftpRequestEndsAt,
} from "../../shared/domain/sftp-request.ts";
import type { User } from "../../shared/domain/user.ts";
import { operatorLineOf, requestDetailsOf } from "../../shared/sftp-requests/request-view.ts";
import type { Operating } from "./operating.ts";

/** A request of any practice. @throws Refusal */
export async function anyRequest(requestId: string): Promise<SftpRequest> {
  const request = await findSftpRequest(requestId);
  if (!request) throw new Refusal("sftp-request.not-found");
  return request;
}

const approvalsNeeded = { automatic: 0, operator: 1, "two-operators": 2 } as const;

/** A request with whose it is and what this operator may do about it now. */
export function operatorViewOf(request: SftpRequest, { caller, now }: Operating) {
  return {
    ...requestDetailsOf(request),
    ...operatorLineOf(request),
    approvalsNeeded: approvalsNeeded[sftpApproval()],
    may: [...stepsOpenTo(caller.user, request, now), "comment" as const],
  };
}

function stepsOpenTo(user: User, request: SftpRequest, now: Date) {
  const isOpen = (step: SftpRequestStep) =>
    isStepOpen(step, request.state, "operator") && now < sftpRequestEndsAt(request) && !isOwnRequest(request, user);
  const hasApproved = request.approvals.some(({ by }) => by === user.userId);
  return [
    ...(isOpen("take") && request.takenBy !== user.userId ? (["take"] as const) : []),
    ...(isOpen("approve") && !hasApproved ? (["approve"] as const) : []),
    ...(isOpen("reject") ? (["reject"] as const) : []),
  ];
}
