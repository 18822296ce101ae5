import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { AuditEvent } from "../audit/event.ts";
import type { AuditAction } from "../domain/audit-action.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { store, tables } from "./client.ts";
import { firstIdAt, timeOfId } from "./ids.ts";
import { auditPartition, keys } from "./keys.ts";
import type { Page } from "./page.ts";

/** What the report shows only; all given filters must hold. `from` is included, `to` is not. */
export interface AuditFilter {
  readonly actorId?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly action?: AuditAction | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}
export interface AuditPage {
  readonly events: AuditEvent[];
  readonly next: Record<string, unknown> | undefined;
}

/** Requests one page may cost; a page may be short then, and the next one goes on from there. Source: RULINGS 21. */
const requestsPerPage = 4;

/** One event of the practice. */
export async function readEvent(scope: PracticeScope, eventId: string): Promise<AuditEvent | undefined> {
  if (!timeOfId("evt", eventId)) return undefined;
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.audit(), Key: keys.auditEvent(scope.practiceId, eventId) }),
  );
  return Item as AuditEvent | undefined;
}

/** A page of the practice's events, newest first. One filter costs one request at any size of the log. */
export async function listEvents(
  scope: PracticeScope,
  filter: AuditFilter,
  page: Page & { now: Date },
): Promise<AuditPage> {
  // DynamoDB takes a range that ends before it begins for an error.
  if (filter.from && filter.to && filter.from >= filter.to) return { events: [], next: undefined };
  return indexOf(filter) ? byIndex(scope, filter, page) : byMonth(scope, filter, page);
}

const indexes = [
  { name: "bySubject", attribute: "subjectId" },
  { name: "byActor", attribute: "actorId" },
  { name: "byAction", attribute: "action" },
] as const;

const indexOf = (filter: AuditFilter) => indexes.find(({ attribute }) => filter[attribute] !== undefined);

type Index = (typeof indexes)[number];

async function byIndex(scope: PracticeScope, filter: AuditFilter, page: Page): Promise<AuditPage> {
  const index = indexOf(filter) ?? indexes[0];
  const events: AuditEvent[] = [];
  let after = page.after;
  for (let request = 0; request < requestsPerPage; request++) {
    const found = await query({
      ...indexQuery(scope, filter, { index, limit: page.limit }),
      ...(after ? { ExclusiveStartKey: after } : {}),
    });
    events.push(...found.events);
    after = found.next;
    if (events.length > page.limit) return cutAt(events.slice(0, page.limit), index.attribute);
    if (!after || events.length === page.limit) break;
  }
  return { events, next: after };
}

/** The most selective filter picks the index; the others are checked on what it reads, a hundred at a time. */
function indexQuery(
  scope: PracticeScope,
  filter: AuditFilter,
  { index, limit }: { index: Index; limit: number },
): Query {
  const others = indexes.filter(({ attribute }) => attribute !== index.attribute && filter[attribute] !== undefined);
  const names = [index, ...others].map(({ attribute }) => [`#${attribute}`, attribute]);
  const values = [index, ...others].map(({ attribute }) => [`:${attribute}`, filter[attribute]]);
  const equal = ({ attribute }: Index) => `#${attribute} = :${attribute}`;
  return {
    IndexName: index.name,
    KeyConditionExpression: `practiceId = :practice AND ${equal(index)} AND sk BETWEEN :from AND :to`,
    ExpressionAttributeNames: Object.fromEntries(names),
    ExpressionAttributeValues: { ":practice": scope.practiceId, ...rangeOf(filter), ...Object.fromEntries(values) },
    ...(others.length > 0 ? { FilterExpression: others.map(equal).join(" AND ") } : {}),
    Limit: others.length > 0 ? 100 : limit,
  };
}

/** Ends a page before the request did: the position is the last event's own key in the index. */
function cutAt(events: AuditEvent[], attribute: (typeof indexes)[number]["attribute"]): AuditPage {
  const last = events.at(-1);
  if (!last) return { events, next: undefined };
  const key = keys.auditEvent(last.practiceId, last.eventId);
  return { events, next: { ...key, practiceId: last.practiceId, [attribute]: last[attribute] } };
}

/** Where the walk stands: a month, and the last event read in it. */
interface Place {
  readonly month: Date;
  readonly key: Record<string, unknown> | undefined;
}

/** The unfiltered report walks the months backwards from `to` until the page is full. */
async function byMonth(scope: PracticeScope, filter: AuditFilter, page: Page & { now: Date }): Promise<AuditPage> {
  const oldest = auditPartition("", filter.from ?? new Date(page.now.getTime() - 6 * 366 * 86_400_000));
  const events: AuditEvent[] = [];
  let place = startOf(page.after, filter, page.now);
  for (let request = 0; request < requestsPerPage && events.length < page.limit; request++) {
    const found = await query({
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
      ExpressionAttributeValues: { ":pk": auditPartition(scope.practiceId, place.month), ...rangeOf(filter) },
      Limit: page.limit - events.length,
      ...(place.key ? { ExclusiveStartKey: place.key } : {}),
    });
    events.push(...found.events);
    place = { month: found.next ? place.month : monthBefore(place.month), key: found.next };
    if (auditPartition("", place.month) < oldest) return { events, next: undefined };
  }
  return { events, next: place.key ?? { month: place.month.toISOString() } };
}

const monthBefore = (month: Date) => new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() - 1, 1));

function startOf(after: Record<string, unknown> | undefined, filter: AuditFilter, now: Date): Place {
  if (typeof after?.["month"] === "string") return { month: new Date(after["month"]), key: undefined };
  const at = typeof after?.["sk"] === "string" ? timeOfId("evt", after["sk"]) : undefined;
  return { month: at ?? (filter.to && filter.to < now ? filter.to : now), key: after };
}

function rangeOf(filter: AuditFilter): Record<string, string> {
  return {
    ":from": filter.from ? firstIdAt("evt", filter.from) : "evt_",
    ":to": filter.to ? firstIdAt("evt", filter.to) : "evt_~",
  };
}

type Query = Omit<ConstructorParameters<typeof QueryCommand>[0], "TableName" | "ScanIndexForward">;

async function query(input: Query): Promise<AuditPage> {
  const { Items = [], LastEvaluatedKey } = await store.send(
    new QueryCommand({ TableName: tables.audit(), ScanIndexForward: false, ...input }),
  );
  return { events: Items as AuditEvent[], next: LastEvaluatedKey };
}
