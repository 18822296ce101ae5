import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { store, tables } from "./client.ts";
import type { Change } from "./commit.ts";
import { keys } from "./keys.ts";

/** An authenticator app that a session is about to set up, ten minutes at most. What Cognito gave lies sealed in it. */
export interface NewApp {
  readonly userId: string;
  readonly sessionId: string;
  /** A new one each time, and the context of what is sealed. */
  readonly newAppId: string;
  readonly sealedAccessToken: string;
  readonly expiresAt: string;
}

/** What this session began, strongly consistent. */
export async function readNewApp(userId: string, sessionId: string): Promise<NewApp | undefined> {
  const { Item } = await store.send(
    new GetCommand({ TableName: tables.session(), Key: keys.newApp(userId, sessionId), ConsistentRead: true }),
  );
  return Item as NewApp | undefined;
}

/** Begins, or begins again: what was begun before is gone with this write. */
export function replaceNewApp(app: NewApp): Change {
  const expiresAtSeconds = Math.floor(Date.parse(app.expiresAt) / 1000) + 3600;
  const Item = { ...keys.newApp(app.userId, app.sessionId), ...app, expiresAtSeconds };
  return { item: { Put: { TableName: tables.session(), Item } } };
}
