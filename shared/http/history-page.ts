import type { AuditEvent } from "../audit/event.ts";
import type { Work } from "../data/commit.ts";
import { historyOf } from "../data/history.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { cursorFor, readCursor } from "../secrets/cursor.ts";

const defaultLimit = 25;

/** A request for the history of one subject, as far as a page of it needs the request. */
interface HistoryCall {
  readonly caller: { readonly scope: PracticeScope };
  readonly query: { readonly cursor?: string | undefined; readonly limit?: number | undefined };
  commit(work: Work): Promise<void>;
}

/** Whose history it is, as it is called now, and the route that shows it. */
interface Subject {
  readonly route: string;
  /** The one filter that a cursor is bound to. */
  readonly of: Readonly<Record<string, string>>;
  readonly id: string;
  readonly name: string;
}

/**
 * A page of what happened to one subject, newest first, with old and new values: managers see this without the right to the
 * whole log. Reading it is itself told in the log, once a reading. Source: PRODUCT.md L1, L3.
 */
export async function historyPage(call: HistoryCall, { route, of, id, name }: Subject) {
  const { caller, query } = call;
  const { cursor, limit = defaultLimit } = query;
  const cursorScope = { practiceId: caller.scope.practiceId, route, filters: of };
  const after = await readCursor<Record<string, unknown>>(cursorScope, cursor);
  const { events, next } = await historyOf(caller.scope, id, { limit, after });
  if (!after)
    await call.commit({
      changes: [],
      deeds: [{ action: "audit.read", reason: "history", changes: { history: { after: name } } }],
    });
  return { items: events.map(shown), nextCursor: await cursorFor(cursorScope, next) };
}

const shown = ({ roles, changes, ...event }: AuditEvent) => ({
  ...event,
  ...(roles ? { roles: [...roles] } : {}),
  ...(changes ? { changes: { ...changes } } : {}),
});
