import type { userRoutes } from "../../shared/contract/users.ts";
import { historyOf } from "../../shared/data/history.ts";
import { readUser } from "../../shared/data/users.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cursorFor, readCursor } from "../../shared/secrets/cursor.ts";

const defaultLimit = 25;

/**
 * What happened to one user, with old and new values: managers see this of their users without the right to the whole log.
 * Reading it is itself told in the log, once a reading. Source: PRODUCT.md L1, L3.
 */
export const getUserHistory: Operation<typeof userRoutes.getUserHistory> = async (call) => {
  const { caller, path, query } = call;
  const { cursor, limit = defaultLimit } = query;
  const user = await readUser(caller.scope, path.userId);
  if (!user) throw new Refusal("user.not-found");
  const { userId } = user;
  const cursorScope = { practiceId: caller.scope.practiceId, route: "getUserHistory", filters: { userId } };
  const after = await readCursor<Record<string, unknown>>(cursorScope, cursor);
  const { events, next } = await historyOf(caller.scope, userId, { limit, after });
  if (!after)
    await call.commit({
      changes: [],
      deeds: [{ action: "audit.read", reason: "history", changes: { history: { after: fullNameOf(user) } } }],
    });
  const items = events.map(({ roles, changes, ...event }) => ({
    ...event,
    ...(roles ? { roles: [...roles] } : {}),
    ...(changes ? { changes: { ...changes } } : {}),
  }));
  return { items, nextCursor: await cursorFor(cursorScope, next) };
};
