import { readSftpRequest } from "../../shared/data/sftp-requests.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { isStepOpen, type SftpRequest, sftpRequestEndsAt } from "../../shared/domain/sftp-request.ts";
import type { Caller } from "../../shared/http/callers.ts";
import { requestDetailsOf } from "../../shared/sftp-requests/request-view.ts";

/** Who looks, and when. */
interface Looking {
  readonly caller: Caller;
  readonly now: Date;
}

/** A request of the caller's practice. @throws Refusal for one of another practice as for one that nobody has */
export async function requestOf({ scope }: Caller, requestId: string): Promise<SftpRequest> {
  const request = await readSftpRequest(scope, requestId);
  if (!request) throw new Refusal("sftp-request.not-found");
  return request;
}

/** A request with what the caller may do about it now. */
export function requestViewOf(request: SftpRequest, { caller, now }: Looking) {
  const mayAsk = caller.permissions.has("sftp:request");
  const mayCancel = isStepOpen("cancel", request.state, "practice") && now < sftpRequestEndsAt(request);
  return {
    ...requestDetailsOf(request),
    may: [
      ...(mayAsk && mayCancel ? (["cancel"] as const) : []),
      ...(mayAsk ? (["comment", "edit-enrolments"] as const) : []),
    ],
  };
}

/** What stands in the log about a request. */
export function subjectOf(request: SftpRequest) {
  const { requestId, softwareName, version } = request;
  return { subjectId: requestId, subjectName: softwareName, subjectVersion: version };
}
