import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { update } from "./changes.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import type { Key } from "./keys.ts";
import type { MailRow } from "./outbox.ts";

/** A mail as it is now, strongly consistent. */
export async function readMail({ pk, sk }: Key): Promise<MailRow | undefined> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: { pk, sk }, ConsistentRead: true }),
  );
  return Item as MailRow | undefined;
}

/** Keys of mails that should have left by then, oldest first. The index is sparse: sent mails are not in it. */
export async function mailsDueBy(moment: Date, limit: number): Promise<Key[]> {
  const { Items = [] } = await store.send(
    new QueryCommand({
      TableName: tables.practice(),
      IndexName: "mailDue",
      KeyConditionExpression: "mailQueue = :due AND dueAt <= :moment",
      ExpressionAttributeValues: { ":due": "due", ":moment": moment.toISOString() },
      Limit: limit,
    }),
  );
  return Items as Key[];
}

/** Ends a mail's waiting: it was handed over, or it never will be. */
export function mailEnded(
  { pk, sk }: Key,
  end: { state: "sent" | "abandoned" | "left-out"; messageId?: string; at: Date },
): Change {
  return update(
    "practice",
    { pk, sk },
    {
      set: { state: end.state, endedAt: end.at.toISOString(), ...(end.messageId ? { messageId: end.messageId } : {}) },
      remove: ["mailQueue", "dueAt"],
      expect: { state: "queued" },
    },
  );
}
