import { answerChallenge } from "../challenge.ts";
import type { Context } from "../context.ts";
import { type Json, requiredText } from "../fields.ts";
import { clientOf, poolOf } from "../pool.ts";

/** The answer to a challenge, by anybody who holds its session. */
export function respondToAuthChallenge(request: Json, context: Context): Json | Promise<Json> {
  const client = clientOf(context.pools, requiredText(request, "ClientId"));
  return answerChallenge({ pool: poolOf(context.pools, client.poolId), client }, request, context);
}
