import { createHmac } from "node:crypto";
import { Refusal } from "../domain/refusal.ts";
import { currentKeyFor } from "./key-ring.ts";
import { isSame } from "./token.ts";

/** What a cursor is good for: one practice, one route, one set of filters. */
export interface CursorScope {
  readonly practiceId: string;
  readonly route: string;
  readonly filters: unknown;
}
type Position = object;

/** Marks where the next page begins, signed so that nobody can make up a key. */
export async function cursorFor(scope: CursorScope, position: Position | undefined): Promise<string | undefined> {
  if (!position) return undefined;
  const body = Buffer.from(JSON.stringify(position)).toString("base64url");
  return `${body}.${await sign(scope, body)}`;
}

/** @throws Refusal `request.cursor` for a cursor of another practice, route or filter, or one that was changed. */
export async function readCursor<Place extends Position>(
  scope: CursorScope,
  cursor: string | undefined,
): Promise<Place | undefined> {
  if (cursor === undefined) return undefined;
  const [body, signature, ...rest] = cursor.split(".");
  if (!body || !signature || rest.length > 0 || !isSame(signature, await sign(scope, body)))
    throw new Refusal("request.cursor");
  return JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as Place;
}

async function sign(scope: CursorScope, body: string): Promise<string> {
  const key = await currentKeyFor("cursor");
  return createHmac("sha256", key)
    .update(JSON.stringify([scope.practiceId, scope.route, scope.filters, body]))
    .digest("base64url");
}
