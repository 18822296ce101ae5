import { BatchGetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { AuditEvent } from "../audit/event.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { Refusal } from "../domain/refusal.ts";
import { store, tables } from "./client.ts";
import { keys } from "./keys.ts";
import type { Page } from "./page.ts";

/** A page of what happened to one user, newest first and whole: two requests, whatever the size of the log. */
export async function historyOf(
  scope: PracticeScope,
  userId: string,
  page: Page,
): Promise<{ events: AuditEvent[]; next: Record<string, unknown> | undefined }> {
  const { Items = [], LastEvaluatedKey } = await store.send(
    new QueryCommand({
      TableName: tables.audit(),
      IndexName: "bySubject",
      KeyConditionExpression: "practiceId = :practice AND subjectId = :subject",
      ExpressionAttributeValues: { ":practice": scope.practiceId, ":subject": userId },
      ScanIndexForward: false,
      Limit: page.limit,
      ...(page.after ? { ExclusiveStartKey: page.after } : {}),
    }),
  );
  const eventIds = Items.map(({ eventId }) => String(eventId));
  return { events: await wholeEvents(scope, eventIds), next: LastEvaluatedKey };
}

/** The index leaves out what changed, so the events are read by their keys, in the order asked for. */
async function wholeEvents(scope: PracticeScope, eventIds: readonly string[]): Promise<AuditEvent[]> {
  if (eventIds.length === 0) return [];
  const Keys = eventIds.map((eventId) => keys.auditEvent(scope.practiceId, eventId));
  const { Responses = {}, UnprocessedKeys = {} } = await store.send(
    new BatchGetCommand({ RequestItems: { [tables.audit()]: { Keys } } }),
  );
  if (UnprocessedKeys[tables.audit()]) throw new Refusal("request.busy", { retryAfterSeconds: 1 });
  const found = new Map((Responses[tables.audit()] ?? []).map((item) => [item["eventId"], item as AuditEvent]));
  return eventIds.flatMap((eventId) => found.get(eventId) ?? []);
}
