import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { listGrants } from "../../shared/data/break-glass.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cursorFor, readCursor } from "../../shared/secrets/cursor.ts";
import { grantViewOf } from "./grant-view.ts";

const defaultLimit = 20;

/** A page of the uses of the emergency role, newest first. */
export const listBreakGlassGrants: Operation<typeof practiceRoutes.listBreakGlassGrants> = async ({
  caller,
  query,
}) => {
  const cursorScope = { practiceId: caller.scope.practiceId, route: "listBreakGlassGrants", filters: {} };
  const after = await readCursor<Record<string, unknown>>(cursorScope, query.cursor);
  const { grants, next } = await listGrants(caller.scope, { limit: query.limit ?? defaultLimit, after });
  return { items: grants.map(grantViewOf), nextCursor: await cursorFor(cursorScope, next) };
};
