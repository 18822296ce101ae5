import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { Refusal } from "../domain/refusal.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { keys } from "./keys.ts";

/** The newest code that was mailed for a hand-off link; its tries are counted in its row. */
export interface LinkCode {
  readonly codeGeneration: number;
  readonly keyVersion: string;
  readonly sentAt: string;
}

/** The code of a link, strongly consistent; undefined before one was asked for. */
export async function readLinkCode(accountId: string, generation: number): Promise<LinkCode | undefined> {
  const Key = keys.secretLinkCode(accountId, generation);
  const { Item } = await store.send(new GetCommand({ TableName: tables.session(), Key, ConsistentRead: true }));
  return Item as LinkCode | undefined;
}

/** Takes the place of the code before, whose tries are gone with this write; of two at once one does. */
export function replaceLinkCode(
  { accountId, generation }: { accountId: string; generation: number },
  code: LinkCode & { readonly expiresAtSeconds: number },
  before: LinkCode | undefined,
): Change {
  const Item = { ...keys.secretLinkCode(accountId, generation), ...code };
  const condition = before
    ? {
        ConditionExpression: "codeGeneration = :before",
        ExpressionAttributeValues: { ":before": before.codeGeneration },
      }
    : { ConditionExpression: "attribute_not_exists(pk)" };
  return {
    item: { Put: { TableName: tables.session(), Item, ...condition } },
    refusal: new Refusal("secret-link.cool-down", { retryAfterSeconds: 30 }),
  };
}
