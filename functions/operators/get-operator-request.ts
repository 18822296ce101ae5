import type { operatorRoutes } from "../../shared/contract/operators.ts";
import type { Operation } from "../../shared/http/call.ts";
import { anyRequest, operatorViewOf } from "./any-request.ts";
import { toldInBoth } from "./operating.ts";

/** One request of any practice. The practice finds in its log who looked at it. */
export const getOperatorRequest: Operation<typeof operatorRoutes.getOperatorRequest> = async (call) => {
  const request = await anyRequest(call.path.requestId);
  await call.commit({ changes: [], ...(await toldInBoth(call, request, { action: "operator.request-seen" })) });
  return operatorViewOf(request, call);
};
