import { differences } from "../../shared/audit/event.ts";
import type { sftpRequestRoutes } from "../../shared/contract/sftp-requests.ts";
import { stepped } from "../../shared/data/sftp-requests.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { requestOf, requestViewOf, subjectOf } from "./own-request.ts";

/** Keeps how far the enrolment with each payer is; a list of the practice's own, which decides nothing. */
export const updateSftpRequest: Operation<typeof sftpRequestRoutes.updateSftpRequest> = async (call) => {
  const { caller, path, body, expectedVersion } = call;
  const before = await requestOf(caller, path.requestId);
  if (before.version !== expectedVersion) throw new Refusal("request.changed-meanwhile");
  const { enrolments } = body;
  const { after, changes } = stepped(before, [], { enrolments });
  const reply = requestViewOf(after, call);
  await call.commit(
    {
      changes,
      deeds: [
        {
          action: "sftp-request.enrolments-changed",
          ...subjectOf(after),
          changes: differences({ enrolments: before.enrolments }, { enrolments }),
        },
      ],
    },
    reply,
  );
  call.answer.setVersion(after.version);
  return reply;
};
