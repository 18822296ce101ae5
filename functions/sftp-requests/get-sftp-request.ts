import type { sftpRequestRoutes } from "../../shared/contract/sftp-requests.ts";
import type { Operation } from "../../shared/http/call.ts";
import { requestOf, requestViewOf } from "./own-request.ts";

/** One of the practice's requests. */
export const getSftpRequest: Operation<typeof sftpRequestRoutes.getSftpRequest> = async (call) => {
  const request = await requestOf(call.caller, call.path.requestId);
  call.answer.setVersion(request.version);
  return requestViewOf(request, call);
};
