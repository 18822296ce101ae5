import fc from "fast-check";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { AuditEvent } from "../../shared/audit/event.ts";
import type { AuditFilter } from "../../shared/data/audit-events.ts";
import { newId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import type { AuditAction } from "../../shared/domain/audit-action.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { startAwsProxy } from "../kit/aws-proxy.ts";
import { takeEnvironment } from "../kit/in-process.ts";
import { unique } from "../kit/person.ts";
import { putRows } from "../kit/rows.ts";

const proxy = await startAwsProxy({ dynamodb: inject("endpoints")["dynamodb"] ?? "" });
takeEnvironment({ AWS_ENDPOINT_URL_DYNAMODB: proxy.urls["dynamodb"] ?? "" });
const { listEvents, readEvent } = await import("../../shared/data/audit-events.ts");

const actors = ["ada", "ben", "eve"];
const subjects = ["usr_1", "usr_2", "usr_3", undefined];
const actions: AuditAction[] = ["user.invited", "user.locked", "sign-in.succeeded"];
/** Fourteen months with gaps of several months between what happened. */
const months = ["2025-01", "2025-02", "2025-07", "2025-08", "2025-12", "2026-01", "2026-02"];
const now = new Date("2026-02-20T12:00:00.000Z");
const practiceId = unique("prc");
const scope = scopeOf(practiceId);
let events: AuditEvent[] = [];

const seed = 20_260_102;
const anEvent = fc.record({
  month: fc.constantFrom(...months),
  second: fc.integer({ min: 0, max: 19 * 86_400 }),
  actorId: fc.constantFrom(...actors),
  subjectId: fc.constantFrom(...subjects),
  action: fc.constantFrom(...actions),
});

beforeAll(async () => {
  events = fc
    .sample(anEvent, { numRuns: 160, seed })
    .map(({ month, second, subjectId, ...what }) => {
      const at = new Date(Date.parse(`${month}-01T00:00:00.000Z`) + second * 1000);
      const told = { practiceId, at: at.toISOString(), outcome: "success" as const, actorName: what.actorId };
      return { eventId: newId("evt", at), ...told, ...what, ...(subjectId ? { subjectId } : {}) };
    })
    .sort((one, other) => (one.eventId < other.eventId ? 1 : -1));
  const others = events.map((event) => ({ ...event, practiceId: `${practiceId}x` }));
  const rows = [...events, ...others].map((event) => ({
    ...keys.auditEvent(event.practiceId, event.eventId),
    ...event,
  }));
  await putRows("AUDIT_TABLE", rows);
});
afterAll(() => proxy.close());

/** What a report shows, worked out the plain way. */
function wanted(filter: AuditFilter): string[] {
  const { from, to, ...equal } = filter;
  return events
    .filter((event) => Object.entries(equal).every(([name, value]) => event[name as keyof AuditEvent] === value))
    .filter(({ at }) => (!from || new Date(at) >= from) && (!to || new Date(at) < to))
    .map(({ eventId }) => eventId);
}

/** Every page of a report, one after another. */
async function walk(filter: AuditFilter, limit: number) {
  const seen: string[] = [];
  let pages = 0;
  let most = 0;
  let after: Record<string, unknown> | undefined;
  do {
    proxy.decide();
    const page = await listEvents(scope, filter, { limit, after, now });
    most = Math.max(most, proxy.calls.length);
    expect(page.events.length).toBeLessThanOrEqual(limit);
    seen.push(...page.events.map(({ eventId }) => eventId));
    // A cursor travels as text.
    after = page.next === undefined ? undefined : JSON.parse(JSON.stringify(page.next));
    pages += 1;
  } while (after && pages < 2000);
  return { seen, pages, most };
}

const day = (text: string) => new Date(`${text}T00:00:00.000Z`);
const ranges: Pick<AuditFilter, "from" | "to">[] = [
  {},
  { from: day("2025-07-05") },
  { to: day("2025-08-10") },
  { from: day("2025-02-03"), to: day("2026-01-15") },
  { from: day("2025-03-01"), to: day("2025-06-30") },
  { from: day("2020-01-01"), to: day("2030-01-01") },
];
const singles: AuditFilter[] = [
  { actorId: "ada" },
  { subjectId: "usr_1" },
  { action: "user.locked" },
  { actorId: "nobody" },
];
const several: AuditFilter[] = [
  { actorId: "ada", subjectId: "usr_1" },
  { actorId: "ben", action: "user.locked" },
  { subjectId: "usr_2", action: "user.invited" },
  { actorId: "eve", subjectId: "usr_3", action: "sign-in.succeeded" },
];
const withRanges = (filters: AuditFilter[]) =>
  filters.flatMap((filter) => ranges.map((range) => ({ ...filter, ...range })));

test.each(ranges)(
  "the whole log within %j is walked over empty months, newest first, each event once",
  async (range) => {
    for (const limit of [1, 7, 100]) {
      const { seen, most } = await walk(range, limit);
      expect(seen).toEqual(wanted(range));
      expect(most).toBeLessThanOrEqual(4);
    }
  },
);

test.each(withRanges(singles))(
  "by %j the report has each fitting event once, for one request a page",
  async (filter) => {
    for (const limit of [1, 7, 100]) {
      const { seen, most } = await walk(filter, limit);
      expect(seen).toEqual(wanted(filter));
      expect(most).toBe(1);
    }
  },
);

test.each(withRanges(several))(
  "by %j together it has each fitting event once, for four requests a page at most",
  async (filter) => {
    for (const limit of [1, 7, 100]) {
      const { seen, most } = await walk(filter, limit);
      expect(seen).toEqual(wanted(filter));
      expect(most).toBeLessThanOrEqual(4);
    }
  },
);

test("any filter with any range and any page size has each fitting event once", async () => {
  const someDay = fc.option(fc.date({ min: day("2024-12-01"), max: day("2026-03-01"), noInvalidDate: true }), {
    nil: undefined,
  });
  const filters = fc.record({
    actorId: fc.constantFrom(undefined, ...actors),
    subjectId: fc.constantFrom(...subjects),
    action: fc.constantFrom(undefined, ...actions),
    from: someDay,
    to: someDay,
  });
  await fc.assert(
    fc.asyncProperty(filters, fc.integer({ min: 1, max: 100 }), async (given, limit) => {
      const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      expect((await walk(filter, limit)).seen).toEqual(wanted(filter));
    }),
    { numRuns: 100, seed },
  );
});

test.each([{}, { actorId: "ada" }, { actorId: "ada", action: "user.locked" as const }])(
  "a range that ends before it begins holds nothing (%j)",
  async (filter) => {
    const range = { from: day("2025-08-10"), to: day("2025-07-05") };
    expect((await walk({ ...filter, ...range }, 10)).seen).toEqual([]);
  },
);

test("the bounds of a range are met to the millisecond: the first is in it, the last is not", async () => {
  const { at, eventId } = events[100]!;
  const moment = new Date(at);
  const next = new Date(moment.getTime() + 1);
  expect((await walk({ from: moment, to: next }, 10)).seen).toEqual([eventId]);
  expect((await walk({ from: moment, to: moment }, 10)).seen).toEqual([]);
  expect((await walk({ from: next, to: new Date(next.getTime() + 1) }, 10)).seen).toEqual([]);
});

test("what happens while one pages does not shift the pages", async () => {
  const first = await listEvents(scope, {}, { limit: 10, after: undefined, now });
  const at = new Date(now.getTime() - 1);
  const event = { eventId: newId("evt", at), practiceId, at: at.toISOString(), action: "audit.read", actorId: "late" };
  await putRows("AUDIT_TABLE", [{ ...keys.auditEvent(practiceId, event.eventId), ...event }]);
  const second = await listEvents(scope, {}, { limit: 10, after: first.next, now });
  const shown = [...first.events, ...second.events].map(({ eventId }) => eventId);
  expect(shown).toEqual(events.slice(0, 20).map(({ eventId }) => eventId));
});

test("an event is read by its id in its own practice only", async () => {
  const { eventId } = events[50]!;
  expect(await readEvent(scope, eventId)).toMatchObject(events[50]!);
  expect(await readEvent(scopeOf(unique("prc")), eventId)).toBeUndefined();
  for (const bad of ["", "evt_", "usr_1", `${eventId}x`, "evt_%2e%2e"]) {
    proxy.decide();
    expect(await readEvent(scope, bad)).toBeUndefined();
    expect(proxy.calls).toEqual([]);
  }
});
