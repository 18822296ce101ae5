import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { followRenamed } from "../../shared/data/directory-departments.ts";
import { followAll, followTime, rebuild } from "../../shared/data/directory-writer.ts";
import { departmentPrefix, userPrefix } from "../../shared/data/keys.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { entry } from "../../shared/telemetry/entry.ts";

/** What wakes it: changed users and departments from the stream, the minute that changes places by itself, or a rebuild by an operator. */
type Waking = DynamoDBStreamEvent | { readonly sweep: true } | { readonly rebuild: string; readonly after?: string };

/** To the stream: nothing failed. To an operator who rebuilds: whom to go on after. */
type Answer = DynamoDBBatchResponse | { readonly next: string | undefined };

const usersPerSweep = 200;
/** Of the function's sixty seconds, those in which members of renamed departments are begun with. */
const millisecondsForRenamed = 40_000;

export const handler = entry("directory", async (event: Waking): Promise<Answer> => {
  const now = new Date();
  if ("sweep" in event) await followTime(now, usersPerSweep);
  else if ("rebuild" in event) return { next: await rebuild(scopeOf(event.rebuild), event.after, now) };
  else return followRecords(event.Records, now);
  return { batchItemFailures: [] };
});

/** Follows what changed. A renamed department that has more members than there is time is given again by the stream. */
async function followRecords(records: readonly DynamoDBRecord[], now: Date): Promise<DynamoDBBatchResponse> {
  const untilMilliseconds = Date.now() + millisecondsForRenamed;
  const changed = records
    .map(({ dynamodb }) => ({ pk: dynamodb?.Keys?.["pk"]?.S, sk: dynamodb?.Keys?.["sk"]?.S }))
    .filter((key): key is { pk: string; sk: string } => Boolean(key.pk && key.sk?.startsWith(userPrefix)));
  for (const [pk, keys] of Map.groupBy(changed, ({ pk }) => pk)) {
    const userIds = keys.map(({ sk }) => sk.slice(userPrefix.length));
    await followAll(scopeOf(pk.slice("P#".length)), userIds, now);
  }
  for (const record of records.filter(isRename)) {
    const { pk, sk } = record.dynamodb?.Keys ?? {};
    const scope = scopeOf(String(pk?.S).slice("P#".length));
    const departmentId = String(sk?.S).slice(departmentPrefix.length);
    if (await followRenamed({ scope, departmentId, untilMilliseconds }, now)) continue;
    return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? "" }] };
  }
  return { batchItemFailures: [] };
}

/** Whether a department was given another name; its members coming and going change the row too. */
function isRename({ dynamodb }: DynamoDBRecord): boolean {
  const { Keys, OldImage, NewImage } = dynamodb ?? {};
  if (!Keys?.["sk"]?.S?.startsWith(departmentPrefix) || !OldImage) return false;
  return OldImage["name"]?.S !== NewImage?.["name"]?.S;
}
