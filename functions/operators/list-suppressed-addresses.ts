import type { operatorRoutes } from "../../shared/contract/operators.ts";
import { listDeadAddresses } from "../../shared/data/dead-addresses.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cursorFor, readCursor } from "../../shared/secrets/cursor.ts";

const defaultLimit = 50;

/** The addresses that mail does not reach, as the events of letters told. */
export const listSuppressedAddresses: Operation<typeof operatorRoutes.listSuppressedAddresses> = async (call) => {
  const { caller, query } = call;
  const cursorScope = { practiceId: caller.scope.practiceId, route: "listSuppressedAddresses", filters: {} };
  const after = await readCursor<Record<string, unknown>>(cursorScope, query.cursor);
  const { addresses, next } = await listDeadAddresses({ limit: query.limit ?? defaultLimit, after });
  if (!after) await call.commit({ changes: [], deeds: [{ action: "operator.suppression-seen" }] });
  return { items: addresses, nextCursor: await cursorFor(cursorScope, next) };
};
