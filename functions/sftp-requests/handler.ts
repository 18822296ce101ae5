import { isSftpOn } from "../../shared/config/sftp-offer.ts";
import { sftpRequestRoutes } from "../../shared/contract/sftp-requests.ts";
import { serve } from "../../shared/http/serve.ts";
import { cancelSftpRequest } from "./cancel-sftp-request.ts";
import { commentOnSftpRequest } from "./comment-on-sftp-request.ts";
import { getSftpRequest } from "./get-sftp-request.ts";
import { listSftpRequests } from "./list-sftp-requests.ts";
import { requestSftpAccount } from "./request-sftp-account.ts";
import { updateSftpRequest } from "./update-sftp-request.ts";

export const handler = serve(
  sftpRequestRoutes,
  {
    listSftpRequests,
    requestSftpAccount,
    getSftpRequest,
    cancelSftpRequest,
    commentOnSftpRequest,
    updateSftpRequest,
  },
  { isSftpOn },
);
