import type { operatorRoutes } from "../../shared/contract/operators.ts";
import { stepped } from "../../shared/data/sftp-requests.ts";
import { withComment } from "../../shared/domain/sftp-request.ts";
import type { Operation } from "../../shared/http/call.ts";
import { anyRequest, operatorViewOf } from "./any-request.ts";
import { supportNameOf, toldInBoth } from "./operating.ts";

/** Says something to the practice about its request. */
export const answerSftpRequest: Operation<typeof operatorRoutes.answerSftpRequest> = async (call) => {
  const { caller, path, body, now } = call;
  const before = await anyRequest(path.requestId);
  const { after, changes } = stepped(before, [], {
    comments: withComment(before, {
      at: now.toISOString(),
      by: caller.user.userId,
      byName: supportNameOf(caller.user),
      side: "operator",
      text: body.text,
    }),
  });
  const reply = operatorViewOf(after, call);
  const told = { action: "sftp-request.commented", what: "support commented on it", said: body.text } as const;
  await call.commit({ changes, ...(await toldInBoth(call, after, told)) }, reply);
  return reply;
};
