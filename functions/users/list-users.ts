import type { userRoutes } from "../../shared/contract/users.ts";
import { listRoster } from "../../shared/data/users.ts";
import { viewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cursorFor, readCursor } from "../../shared/secrets/cursor.ts";

const defaultLimit = 50;

/** A page of the practice's users by last name. */
export const listUsers: Operation<typeof userRoutes.listUsers> = async ({ caller, query, now }) => {
  const cursorScope = { practiceId: caller.scope.practiceId, route: "listUsers", filters: {} };
  const after = await readCursor(cursorScope, query.cursor);
  const { users, next } = await listRoster(caller.scope, { limit: query.limit ?? defaultLimit, after });
  return { items: users.map((user) => viewOf(user, now)), nextCursor: await cursorFor(cursorScope, next) };
};
