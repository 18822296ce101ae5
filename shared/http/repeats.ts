import type { APIGatewayProxyResult } from "aws-lambda";
import type { Origin } from "../audit/event.ts";
import { readReply, type StoredReply } from "../data/replies.ts";
import { Refusal } from "../domain/refusal.ts";
import { keyedHash } from "../secrets/codes.ts";
import { isSame } from "../secrets/token.ts";
import { jsonReply } from "./reply.ts";

/** A request that named a key. */
interface Asked {
  readonly name: string;
  readonly key: string;
  readonly origin: Origin;
  readonly body: unknown;
}

/** A request with its key, as it is remembered. */
export interface Repeat {
  readonly key: Parameters<typeof readReply>[0];
  readonly bodyHash: string;
}
/** The answer that a faster twin was given. */
export class Replay {
  readonly stored: StoredReply;
  constructor(stored: StoredReply) {
    this.stored = stored;
  }
}

/** What is remembered of a request: whose it is, and a keyed hash of its body, which may hold a password. */
export async function repeatOf({ name, key, origin, body }: Asked): Promise<Repeat> {
  const who = origin.sessionId ? origin.actorId : "public";
  return { key: { who, route: name, key }, bodyHash: await keyedHash("idempotency", JSON.stringify(body ?? null)) };
}

/** The answer given to the same request before. @throws Refusal when the key was used for another body */
export async function storedAnswer({ key, bodyHash }: Repeat): Promise<StoredReply | undefined> {
  const stored = await readReply(key);
  if (stored && !isSame(stored.bodyHash, bodyHash)) throw new Refusal("idempotency.mismatch");
  return stored;
}

/** A twin that was faster makes ours fail; its answer is then ours too. */
export async function operationOrTwin(run: () => Promise<unknown>, repeat: Repeat): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const stored = await storedAnswer(repeat);
    if (stored) return new Replay(stored);
    throw error;
  }
}

/** The stored answer again. @throws Refusal `idempotency.already-shown` when it held a secret */
export function replay(stored: StoredReply): APIGatewayProxyResult {
  if (stored.reply === undefined && stored.status !== 204) throw new Refusal("idempotency.already-shown");
  return jsonReply(stored.status, stored.reply, { headers: { "idempotency-replayed": "true" } });
}
