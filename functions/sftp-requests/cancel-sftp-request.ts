import type { sftpRequestRoutes } from "../../shared/contract/sftp-requests.ts";
import { stepped } from "../../shared/data/sftp-requests.ts";
import { assertSftpRequestStep } from "../../shared/domain/sftp-request.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { requesterLetters } from "../../shared/sftp-requests/letters.ts";
import { requestOf, requestViewOf, subjectOf } from "./own-request.ts";
import { toOperators } from "./tell-operators.ts";

/** Takes a request back while nobody has decided it, by anybody of the practice who may ask. */
export const cancelSftpRequest: Operation<typeof sftpRequestRoutes.cancelSftpRequest> = async (call) => {
  const { caller, path, body, now } = call;
  const before = await requestOf(caller, path.requestId);
  assertSftpRequestStep("cancel", before, { hand: "practice", now });
  const { reason } = body;
  const by = fullNameOf(caller.user);
  const { after, changes } = stepped(before, ["cancel"], {
    reason,
    decidedAt: now.toISOString(),
    decidedBy: caller.user.userId,
    decidedByName: by,
  });
  const reply = requestViewOf(after, call);
  const what = "the request was cancelled";
  await call.commit(
    {
      changes,
      deeds: [{ action: "sftp-request.cancelled", ...subjectOf(after), reason }],
      mails: requesterLetters(after, { what, by, said: reason, now, timeZone: caller.practice.timeZone }),
      ...(await toOperators(call, after, { what, said: reason })),
    },
    reply,
  );
  return reply;
};
