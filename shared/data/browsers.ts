import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { browserDays } from "../domain/session-life.ts";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { keys } from "./keys.ts";

/** A browser of a user: of its random id only a hash is kept, another one for each user. */
export interface UserBrowser {
  readonly userId: string;
  readonly hash: string;
}

/** Whether this user signed in fully with this browser within the last year. */
export async function isBrowserKnown(browser: UserBrowser, now: Date): Promise<boolean> {
  const { Item } = await store.send(
    new GetCommand({
      TableName: tables.session(),
      Key: keys.browser(browser.userId, browser.hash),
      ConsistentRead: true,
    }),
  );
  return isMark(Item, now);
}

/** Whether a row is the mark of a browser that is still known. */
export function isMark(row: Readonly<Record<string, unknown>> | undefined, now: Date): boolean {
  return typeof row?.["knownUntil"] === "string" && new Date(row["knownUntil"]) > now;
}

/** Remembers the browser for another year, in the transaction that opens its session. */
export function rememberBrowser(browser: UserBrowser, now: Date): Change {
  const until = new Date(now.getTime() + browserDays * 86_400_000);
  return {
    item: {
      Update: {
        TableName: tables.session(),
        Key: keys.browser(browser.userId, browser.hash),
        UpdateExpression: "SET knownUntil = :until, expiresAtSeconds = :ttl",
        ExpressionAttributeValues: {
          ":until": until.toISOString(),
          ":ttl": Math.floor(until.getTime() / 1000),
        },
      },
    },
  };
}
