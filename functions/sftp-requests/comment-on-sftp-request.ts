import type { sftpRequestRoutes } from "../../shared/contract/sftp-requests.ts";
import { stepped } from "../../shared/data/sftp-requests.ts";
import { withComment } from "../../shared/domain/sftp-request.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { requestOf, requestViewOf, subjectOf } from "./own-request.ts";
import { toOperators } from "./tell-operators.ts";

/** Says something to the operators; also about a request that is decided, such as one whose account does not work. */
export const commentOnSftpRequest: Operation<typeof sftpRequestRoutes.commentOnSftpRequest> = async (call) => {
  const { caller, path, body, now } = call;
  const before = await requestOf(caller, path.requestId);
  const { userId: by } = caller.user;
  const comment = {
    by,
    byName: fullNameOf(caller.user),
    side: "practice",
    text: body.text,
    at: now.toISOString(),
  } as const;
  const { after, changes } = stepped(before, [], { comments: withComment(before, comment) });
  const reply = requestViewOf(after, call);
  await call.commit(
    {
      changes,
      deeds: [{ action: "sftp-request.commented", ...subjectOf(after) }],
      ...(await toOperators(call, after, { what: "the practice commented on the request", said: body.text })),
    },
    reply,
  );
  return reply;
};
