import type { operatorRoutes } from "../../shared/contract/operators.ts";
import { stepped } from "../../shared/data/sftp-requests.ts";
import { assertOthersRequest, assertSftpRequestStep } from "../../shared/domain/sftp-request.ts";
import type { Operation } from "../../shared/http/call.ts";
import { anyRequest, operatorViewOf } from "./any-request.ts";
import { supportNameOf, toldInBoth } from "./operating.ts";

/** Rejects a request of others; one operator is enough, and the practice reads why. */
export const rejectSftpRequest: Operation<typeof operatorRoutes.rejectSftpRequest> = async (call) => {
  const { caller, path, body, now } = call;
  const before = await anyRequest(path.requestId);
  assertOthersRequest(before, caller.user);
  assertSftpRequestStep("reject", before, { hand: "operator", now });
  const { reason } = body;
  const { after, changes } = stepped(before, ["reject"], {
    reason,
    decidedAt: now.toISOString(),
    decidedBy: caller.user.userId,
    decidedByName: supportNameOf(caller.user),
  });
  const reply = operatorViewOf(after, call);
  const told = { action: "sftp-request.rejected", what: "it was rejected", said: reason, reason } as const;
  await call.commit({ changes, ...(await toldInBoth(call, after, told)) }, reply);
  return reply;
};
