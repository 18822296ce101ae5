import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { AuditEvent } from "../audit/event.ts";
import { type EpcsDay, type EpcsLine, epcsActions, epcsDayOf, linesAtMost } from "../domain/epcs-day.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { dateAfter } from "../domain/wall-clock.ts";
import { listEvents } from "./audit-events.ts";
import { insert, update } from "./changes.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { type Key, keys } from "./keys.ts";

/** Which day's list a practice waits for; in the index of what is due, so that nobody looks for practices. */
export interface EpcsClock {
  readonly practiceId: string;
  readonly date: string;
  readonly dueAt: string;
  readonly mailQueue: "epcs-day";
}

/** What a practice waits for, strongly consistent; nothing before its first designated person. */
export async function readClock(scope: PracticeScope): Promise<EpcsClock | undefined> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.epcsClock(scope), ConsistentRead: true }),
  );
  return Item as EpcsClock | undefined;
}

/** Lets daily lists begin with this day. */
export function clockStart(scope: PracticeScope, date: string, timeZone: string): Change {
  const dueAt = epcsDayOf(date, timeZone).dueAt.toISOString();
  const clock: EpcsClock = { practiceId: scope.practiceId, date, dueAt, mailQueue: "epcs-day" };
  return insert("practice", { ...keys.epcsClock(scope), ...clock }, "request.changed-meanwhile");
}

/** Keys of the practices whose list is due by then, the longest waiting first. */
export async function clocksDueBy(moment: Date, limit: number): Promise<Key[]> {
  const { Items = [] } = await store.send(
    new QueryCommand({
      TableName: tables.practice(),
      IndexName: "mailDue",
      KeyConditionExpression: "mailQueue = :due AND dueAt <= :moment",
      ExpressionAttributeValues: { ":due": "epcs-day", ":moment": moment.toISOString() },
      Limit: limit,
    }),
  );
  return Items as Key[];
}

/** Keeps the list of a day and waits for the next: of any number of writers one does it. */
export function dayWritten(scope: PracticeScope, day: EpcsDay, timeZone: string): Change[] {
  const date = dateAfter(day.date, 1);
  return [
    insert("practice", { ...keys.epcsDay(scope, day.date), ...day }, "request.changed-meanwhile"),
    update("practice", keys.epcsClock(scope), {
      set: { date, dueAt: epcsDayOf(date, timeZone).dueAt.toISOString() },
      expect: { date: day.date },
      refusal: "request.changed-meanwhile",
    }),
  ];
}

const mostDays = 31;

/** The newest daily lists, a month of them. */
export async function listDays(scope: PracticeScope): Promise<EpcsDay[]> {
  const { pk, sk } = keys.epcsDay(scope, "");
  const { Items = [] } = await store.send(
    new QueryCommand({
      TableName: tables.practice(),
      KeyConditionExpression: "pk = :practice AND begins_with(sk, :day)",
      ExpressionAttributeValues: { ":practice": pk, ":day": sk },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: mostDays,
    }),
  );
  return Items as EpcsDay[];
}

/** What the log says of EPCS between two moments, oldest first. */
export async function epcsLines(scope: PracticeScope, { from, to }: { from: Date; to: Date }): Promise<EpcsLine[]> {
  const found = await Promise.all(
    epcsActions.map(async (action) => {
      const lines: EpcsLine[] = [];
      let after: Record<string, unknown> | undefined;
      do {
        const page = await listEvents(scope, { action, from, to }, { limit: 100, after, now: to });
        lines.push(...page.events.map((event) => lineOf(action, event)));
        after = page.next;
      } while (after && lines.length <= linesAtMost);
      return lines;
    }),
  );
  return found.flat().toSorted((one, other) => (one.eventId < other.eventId ? -1 : 1));
}

function lineOf(action: EpcsLine["action"], { eventId, at, actorName, subjectName, reason }: AuditEvent): EpcsLine {
  return { eventId, at, action, actorName, ...(subjectName ? { subjectName } : {}), ...(reason ? { reason } : {}) };
}
