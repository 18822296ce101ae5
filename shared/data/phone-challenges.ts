import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { Refusal } from "../domain/refusal.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { keys } from "./keys.ts";
import type { CodeChallenge } from "./sessions.ts";

/** A number that its owner is about to confirm: the newest code that was texted to it, under an id of its own. */
export type PhoneChallenge = CodeChallenge & { readonly phone: string };

/** What waits to be confirmed, strongly consistent. */
export async function readPhoneChallenge(userId: string): Promise<PhoneChallenge | undefined> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.session(), Key: keys.phoneChallenge(userId), ConsistentRead: true }),
  );
  return Item as PhoneChallenge | undefined;
}

/** Takes the place of the challenge before, whose code and tries are gone with this write; of two at once one does. */
export function replacePhoneChallenge(
  userId: string,
  challenge: PhoneChallenge & { readonly expiresAtSeconds: number },
  before: PhoneChallenge | undefined,
): Change {
  const Item = { ...keys.phoneChallenge(userId), ...challenge };
  const condition = before
    ? { ConditionExpression: "pendingId = :before", ExpressionAttributeValues: { ":before": before.pendingId } }
    : { ConditionExpression: "attribute_not_exists(pk)" };
  return {
    item: { Put: { TableName: tables.session(), Item, ...condition } },
    refusal: new Refusal("second-step.cool-down", { retryAfterSeconds: 30 }),
  };
}
