import type { auditRoutes } from "../../shared/contract/audit.ts";
import { type AuditFilter, listEvents } from "../../shared/data/audit-events.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cursorFor, readCursor } from "../../shared/secrets/cursor.ts";

const defaultLimit = 50;

/** A page of the audit log, newest first. Reading the log is itself told in the log, once a reading. */
export const listAuditEvents: Operation<typeof auditRoutes.listAuditEvents> = async (call) => {
  const { caller, query, now } = call;
  const { cursor, limit = defaultLimit, from, to, ...equal } = query;
  const cursorScope = {
    practiceId: caller.scope.practiceId,
    route: "listAuditEvents",
    filters: { from, to, ...equal },
  };
  const after = await readCursor<Record<string, unknown>>(cursorScope, cursor);
  const filter: AuditFilter = {
    ...equal,
    from: from ? new Date(from) : undefined,
    to: to ? new Date(to) : undefined,
  };
  const { events, next } = await listEvents(caller.scope, filter, { limit, after, now });
  if (!after)
    await call.commit({ changes: [], deeds: [{ action: "audit.read", changes: shown({ from, to, ...equal }) }] });
  return { items: events.map(lineOf), nextCursor: await cursorFor(cursorScope, next) };
};

type Line = Awaited<ReturnType<typeof listEvents>>["events"][number];

const lineOf = ({ roles, ...event }: Line) => ({ ...event, ...(roles ? { roles: [...roles] } : {}) });

/** Which part of the log was read. */
function shown(filters: Record<string, string | undefined>) {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, { after: value }]));
}
