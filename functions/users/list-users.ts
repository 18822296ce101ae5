import type { userRoutes } from "../../shared/contract/users.ts";
import { type Bookmark, listDirectory } from "../../shared/data/directory.ts";
import type { Question } from "../../shared/domain/directory.ts";
import { viewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cursorFor, readCursor } from "../../shared/secrets/cursor.ts";

const defaultLimit = 50;

/** A page of the practice's users: searched, filtered and sorted by the directory. */
export const listUsers: Operation<typeof userRoutes.listUsers> = async ({ caller, query, now }) => {
  const { limit = defaultLimit, cursor, search, direction, lastSignInBefore, endsBefore, ...rest } = query;
  const { sort = search ? undefined : usualSort(query), ...filters } = rest;
  const question = { search, sort, isDescending: direction === "descending", filters, lastSignInBefore, endsBefore };
  const cursorScope = { practiceId: caller.scope.practiceId, route: "listUsers", filters: question };
  const after = await readCursor<Bookmark>(cursorScope, cursor);
  const { users, next } = await listDirectory({ scope: caller.scope, question, limit, now }, after);
  return { items: users.map((user) => viewOf(user, now)), nextCursor: await cursorFor(cursorScope, next) };
};

/** Who is looked for by a moment is listed by it. */
function usualSort({ lastSignInBefore, endsBefore }: Pick<Question, "lastSignInBefore" | "endsBefore">) {
  if (lastSignInBefore) return "lastSignInAt" as const;
  return endsBefore ? ("expiresAt" as const) : undefined;
}
