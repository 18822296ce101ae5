import type { operatorRoutes } from "../../shared/contract/operators.ts";
import { type CountedPractice, listPractices } from "../../shared/data/practice-list.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cursorFor, readCursor } from "../../shared/secrets/cursor.ts";

const defaultLimit = 50;

/** The installation's practices by name, with how many people each has and nothing of who they are. */
export const listOperatorPractices: Operation<typeof operatorRoutes.listOperatorPractices> = async (call) => {
  const { caller, query } = call;
  const { search = "", limit = defaultLimit } = query;
  const cursorScope = { practiceId: caller.scope.practiceId, route: "listOperatorPractices", filters: { search } };
  const after = await readCursor<Record<string, unknown>>(cursorScope, query.cursor);
  const { items, next } = await listPractices(search, { limit, after });
  if (!after)
    await call.commit({
      changes: [],
      deeds: [{ action: "operator.practices-seen", ...(search ? { changes: { search: { after: search } } } : {}) }],
    });
  return { items: items.map(lineOf), nextCursor: await cursorFor(cursorScope, next) };
};

function lineOf({ practice, users }: CountedPractice) {
  const { practiceId, name, timeZone, openedAt, administrators, waitingSftpRequests = 0 } = practice;
  return {
    ...{ practiceId, name, timeZone, openedAt, administrators },
    isVendor: practice.isVendor === true,
    users: { ...users },
    waitingRequests: waitingSftpRequests,
  };
}
