import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { followAll, followTime, rebuild } from "../../shared/data/directory-writer.ts";
import { userPrefix } from "../../shared/data/keys.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { entry } from "../../shared/telemetry/entry.ts";

/** What wakes it: changed users from the stream, the minute that changes places by itself, or a rebuild by an operator. */
type Waking = DynamoDBStreamEvent | { readonly sweep: true } | { readonly rebuild: string; readonly after?: string };

/** To the stream: nothing failed. To an operator who rebuilds: whom to go on after. */
type Answer = DynamoDBBatchResponse | { readonly next: string | undefined };

const usersPerSweep = 200;

export const handler = entry("directory", async (event: Waking): Promise<Answer> => {
  const now = new Date();
  if ("sweep" in event) await followTime(now, usersPerSweep);
  else if ("rebuild" in event) return { next: await rebuild(scopeOf(event.rebuild), event.after, now) };
  else await followRecords(event.Records, now);
  return { batchItemFailures: [] };
});

async function followRecords(records: readonly DynamoDBRecord[], now: Date): Promise<void> {
  const changed = records
    .map(({ dynamodb }) => ({ pk: dynamodb?.Keys?.["pk"]?.S, sk: dynamodb?.Keys?.["sk"]?.S }))
    .filter((key): key is { pk: string; sk: string } => Boolean(key.pk && key.sk?.startsWith(userPrefix)));
  for (const [pk, keys] of Map.groupBy(changed, ({ pk }) => pk)) {
    const userIds = keys.map(({ sk }) => sk.slice(userPrefix.length));
    await followAll(scopeOf(pk.slice("P#".length)), userIds, now);
  }
}
