import { isSftpOn } from "../../shared/config/sftp-offer.ts";
import { operatorRoutes } from "../../shared/contract/operators.ts";
import { serve } from "../../shared/http/serve.ts";
import { answerSftpRequest } from "./answer-sftp-request.ts";
import { approveSftpRequest } from "./approve-sftp-request.ts";
import { getOperatorRequest } from "./get-operator-request.ts";
import { listOperatorPractices } from "./list-operator-practices.ts";
import { listOperatorRequests } from "./list-operator-requests.ts";
import { listSuppressedAddresses } from "./list-suppressed-addresses.ts";
import { rejectSftpRequest } from "./reject-sftp-request.ts";
import { releaseSuppressedAddress } from "./release-suppressed-address.ts";
import { takeSftpRequest } from "./take-sftp-request.ts";

export const handler = serve(
  operatorRoutes,
  {
    listOperatorRequests,
    getOperatorRequest,
    takeSftpRequest,
    approveSftpRequest,
    rejectSftpRequest,
    answerSftpRequest,
    listOperatorPractices,
    listSuppressedAddresses,
    releaseSuppressedAddress,
  },
  { isSftpOn },
);
