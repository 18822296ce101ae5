import type { operatorRoutes } from "../../shared/contract/operators.ts";
import { listSftpQueue } from "../../shared/data/sftp-requests.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cursorFor, readCursor } from "../../shared/secrets/cursor.ts";
import { operatorLineOf } from "../../shared/sftp-requests/request-view.ts";

const defaultLimit = 50;

/** The operators' queue. That it was looked at is told in the vendor's log, once a look. */
export const listOperatorRequests: Operation<typeof operatorRoutes.listOperatorRequests> = async (call) => {
  const { caller, query } = call;
  const { queue = "waiting", limit = defaultLimit } = query;
  const cursorScope = { practiceId: caller.scope.practiceId, route: "listOperatorRequests", filters: { queue } };
  const after = await readCursor<Record<string, unknown>>(cursorScope, query.cursor);
  const { requests, next } = await listSftpQueue(queue, { limit, after });
  if (!after)
    await call.commit({
      changes: [],
      deeds: [{ action: "operator.requests-seen", changes: { queue: { after: queue } } }],
    });
  return { items: requests.map(operatorLineOf), nextCursor: await cursorFor(cursorScope, next) };
};
