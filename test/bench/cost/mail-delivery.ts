import { setTimeout as pause } from "node:timers/promises";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { sweepAfterSeconds } from "../../../shared/data/outbox.ts";
import { callDynamo, type Item } from "./dynamo.ts";
import { invoke } from "./front.ts";
import type { Tables } from "./seed.ts";

/** A mail that the running mailer has sent already, with its queue attributes put back. */
export interface Requeued {
  readonly pk: string;
  readonly sk: string;
}

/**
 * Queues the newest sent mail of a practice again. A changed row is no INSERT, so the stream's filter keeps the running mailer
 * away, and the sweep finds it only later: ours is the only delivery.
 */
export async function requeue({ url, practice, session }: Tables, practiceId: string): Promise<Requeued> {
  const { endedAt: _at, messageId: _id, ...mail } = await newestSent(url, practice, practiceId);
  const dueAt = new Date(Date.now() + sweepAfterSeconds * 10_000).toISOString();
  const row = marshall({ ...mail, state: "queued", mailQueue: "due", dueAt });
  await callDynamo(url, "PutItem", { TableName: practice, Item: row });
  const claim = { pk: { S: `CLAIM#mail#${mail["sk"]}` }, sk: { S: "CLAIM" } };
  await callDynamo(url, "DeleteItem", { TableName: session, Key: claim });
  return { pk: String(mail["pk"]), sk: String(mail["sk"]) };
}

/** The newest mail of a practice, as soon as the running mailer has marked it as sent. */
async function newestSent(url: string, table: string, practiceId: string): Promise<Record<string, unknown>> {
  const until = Date.now() + 10_000;
  while (Date.now() < until) {
    const mails = await callDynamo<{ Items: Item[] }>(url, "Query", {
      TableName: table,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :mail)",
      ExpressionAttributeValues: { ":pk": { S: `P#${practiceId}` }, ":mail": { S: "O#" } },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: 10,
    });
    // A reminder waits for days.
    const [mail] = mails.Items.map((item): Record<string, unknown> => unmarshall(item)).filter(({ later }) => !later);
    if (mail?.["state"] === "sent") return mail;
    await pause(50);
  }
  throw new Error("the newest mail of the practice was not sent in 10 s");
}

/** Delivers a mail as the stream would bring it. */
export async function deliver({ pk, sk }: Requeued): Promise<void> {
  await invoke("mailer", { Records: [{ eventName: "INSERT", dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } } }] });
}
