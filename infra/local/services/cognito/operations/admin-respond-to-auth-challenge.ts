import { answerChallenge } from "../challenge.ts";
import type { Context } from "../context.ts";
import { type Json, requiredText } from "../fields.ts";
import { clientOf, poolOf } from "../pool.ts";

/** The answer to a challenge, by a server that has AWS credentials. */
export function adminRespondToAuthChallenge(request: Json, context: Context): Json | Promise<Json> {
  const pool = poolOf(context.pools, requiredText(request, "UserPoolId"));
  const client = clientOf(context.pools, requiredText(request, "ClientId"), pool.id);
  return answerChallenge({ pool, client }, request, context);
}
