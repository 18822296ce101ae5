import type { operatorRoutes } from "../../shared/contract/operators.ts";
import { stepped } from "../../shared/data/sftp-requests.ts";
import { assertOthersRequest, assertSftpRequestStep } from "../../shared/domain/sftp-request.ts";
import type { Operation } from "../../shared/http/call.ts";
import { anyRequest, operatorViewOf } from "./any-request.ts";
import { supportNameOf, toldInBoth } from "./operating.ts";

/** Takes a request into review, also from a colleague who had it. */
export const takeSftpRequest: Operation<typeof operatorRoutes.takeSftpRequest> = async (call) => {
  const { caller, path, now } = call;
  const before = await anyRequest(path.requestId);
  assertOthersRequest(before, caller.user);
  assertSftpRequestStep("take", before, { hand: "operator", now });
  const { after, changes } = stepped(before, ["take"], {
    takenBy: caller.user.userId,
    takenByName: supportNameOf(caller.user),
    takenAt: now.toISOString(),
  });
  const reply = operatorViewOf(after, call);
  const told = { action: "sftp-request.taken", what: "the request is being looked at" } as const;
  await call.commit({ changes, ...(await toldInBoth(call, after, told)) }, reply);
  return reply;
};
