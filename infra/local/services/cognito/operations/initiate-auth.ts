import { invalidParameter } from "../cognito-error.ts";
import type { Context } from "../context.ts";
import { type Json, recordAt, requiredText, textsAt } from "../fields.ts";
import { clientOf, poolOf } from "../pool.ts";
import { checkFlow, signInWithPassword } from "../sign-in.ts";

/** Sign-in by anybody who knows a client id: refused unless the client allows USER_PASSWORD_AUTH, the one flow built. */
export function initiateAuth(request: Json, context: Context): Promise<Json> {
  const client = clientOf(context.pools, requiredText(request, "ClientId"));
  const pool = poolOf(context.pools, client.poolId);
  const flow = requiredText(request, "AuthFlow");
  if (flow.startsWith("ADMIN_")) throw invalidParameter("Initiate Auth method not supported.");
  checkFlow(client, flow);
  if (flow !== "USER_PASSWORD_AUTH") throw invalidParameter("Initiate Auth method not supported.");
  const parameters = recordAt(request, "AuthParameters");
  return signInWithPassword({ pool, client, parameters, metadata: textsAt(request, "ClientMetadata") }, context);
}
