import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type PracticeScope, scopeOf } from "../domain/practice-scope.ts";
import { directoryTable, store } from "./client.ts";
import { conditional } from "./counters.ts";
import { keys } from "./keys.ts";

/** A practice whose accounts are to be looked through, and since when. */
export interface DueCare {
  readonly scope: PracticeScope;
  readonly dueAt: string;
}

/** Practices that are due by now, the longest waiting first. Every practice with a counted user has a place in this order. */
export async function practicesDueBy(now: Date, most: number): Promise<DueCare[]> {
  const { Items = [] } = await store.send(
    new QueryCommand({
      TableName: directoryTable(),
      IndexName: "due",
      KeyConditionExpression: "dueOf = :care AND dueAt <= :now",
      ExpressionAttributeValues: { ":care": "care", ":now": now.toISOString() },
      Limit: most,
    }),
  );
  return Items.map(({ pk, dueAt }) => ({
    scope: scopeOf(String(pk).slice(0, String(pk).indexOf("#"))),
    dueAt: String(dueAt),
  }));
}

/** Puts a practice's next turn off to a moment, unless somebody else already has. */
export async function putCareOff({ scope, dueAt }: DueCare, next: Date): Promise<void> {
  await conditional({
    TableName: directoryTable(),
    Key: keys.directoryCounts(scope),
    UpdateExpression: "SET dueAt = :next",
    ConditionExpression: "dueAt = :was",
    ExpressionAttributeValues: { ":next": next.toISOString(), ":was": dueAt },
  });
}
