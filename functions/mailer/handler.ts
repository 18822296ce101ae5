import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { mailPrefix } from "../../shared/data/keys.ts";
import { mailsDueBy } from "../../shared/data/mails.ts";
import { entry } from "../../shared/telemetry/entry.ts";
import { deliver } from "./deliver.ts";

/** What wakes the mailer: new rows of the outbox from the stream, or the minute's sweep for what the stream missed. */
type Waking = DynamoDBStreamEvent | { readonly sweep: true };

const mailsPerSweep = 150;
/** Milliseconds after which a sweep begins no further letter; the next one goes on within the minute. */
const sweepMs = 15_000;

export const handler = entry("mailer", async (event: Waking): Promise<DynamoDBBatchResponse> => {
  if (!("Records" in event)) return sweep(new Date());
  // At once, so that a sign-in code does not wait for the nine letters that were queued before it.
  const ends = await Promise.allSettled(event.Records.map(deliverNew));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed) throw failed.reason;
  return { batchItemFailures: [] };
});

async function deliverNew({ eventName, dynamodb }: DynamoDBRecord): Promise<void> {
  const pk = dynamodb?.Keys?.["pk"]?.S;
  const sk = dynamodb?.Keys?.["sk"]?.S;
  if (eventName === "INSERT" && pk && sk?.startsWith(mailPrefix)) await deliver({ pk, sk }, new Date());
}

async function sweep(now: Date): Promise<DynamoDBBatchResponse> {
  const until = performance.now() + sweepMs;
  for (const key of await mailsDueBy(now, mailsPerSweep)) {
    if (performance.now() >= until) break;
    await deliver(key, new Date());
  }
  return { batchItemFailures: [] };
}
