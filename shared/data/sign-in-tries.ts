import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { AuditEvent } from "../audit/event.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { store, tables } from "./client.ts";

/** The newest events about one person, newest first, from the audit log's index; it follows the log within moments. */
export async function newestEventsAbout(
  scope: PracticeScope,
  userId: string,
  limit: number,
): Promise<readonly AuditEvent[]> {
  const { Items = [] } = await store.send(
    new QueryCommand({
      TableName: tables.audit(),
      IndexName: "bySubject",
      KeyConditionExpression: "practiceId = :practice AND subjectId = :subject",
      ExpressionAttributeValues: { ":practice": scope.practiceId, ":subject": userId },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return Items as AuditEvent[];
}
