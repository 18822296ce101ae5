import type { userRoutes } from "../../shared/contract/users.ts";
import { type Bookmark, listDirectory } from "../../shared/data/directory.ts";
import { viewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cursorFor, readCursor } from "../../shared/secrets/cursor.ts";
import { questionOf } from "./list-question.ts";

const defaultLimit = 50;

/** A page of the practice's users: searched, filtered and sorted by the directory. */
export const listUsers: Operation<typeof userRoutes.listUsers> = async ({ caller, query, now }) => {
  const { limit = defaultLimit, cursor, ...asked } = query;
  const question = questionOf(asked);
  const cursorScope = { practiceId: caller.scope.practiceId, route: "listUsers", filters: question };
  const after = await readCursor<Bookmark>(cursorScope, cursor);
  const { users, next } = await listDirectory({ scope: caller.scope, question, limit, now }, after);
  return { items: users.map((user) => viewOf(user, now)), nextCursor: await cursorFor(cursorScope, next) };
};
