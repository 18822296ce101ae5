import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { insert } from "./changes.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { type Key, keys } from "./keys.ts";

/** The remembered answer to a request that may be repeated: kept 24 hours, in the transaction of what it did. */
export interface StoredReply {
  readonly bodyHash: string;
  readonly status: number;
  /** Absent where the reply held a secret. */
  readonly reply?: unknown;
}

/** Whose repeated request: the actor (or `public`), the route's name, and the Idempotency-Key. */
export interface ReplyKey {
  readonly who: string;
  readonly route: string;
  readonly key: string;
}

/** The answer given before, if any. */
export async function readReply({ who, route, key }: ReplyKey): Promise<StoredReply | undefined> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.practice(), Key: keys.reply(who, route, key), ConsistentRead: true }),
  );
  return Item as StoredReply | undefined;
}

/** Remembers the answer; fails its transaction when a twin of the request was faster. */
export function rememberReply({ who, route, key }: ReplyKey, stored: StoredReply, now: Date): Change {
  const row: Key & StoredReply & { expiresAtSeconds: number } = {
    ...keys.reply(who, route, key),
    ...stored,
    expiresAtSeconds: Math.floor(now.getTime() / 1000) + 86_400,
  };
  return insert("practice", row, "idempotency.mismatch");
}
