import { invalidParameter } from "../cognito-error.ts";
import type { Context } from "../context.ts";
import { type Json, recordAt, requiredText, textsAt } from "../fields.ts";
import { clientOf, poolOf } from "../pool.ts";
import { checkFlow, signInWithPassword } from "../sign-in.ts";

/** Sign-in by a server that has AWS credentials. Only ADMIN_USER_PASSWORD_AUTH is built. */
export function adminInitiateAuth(request: Json, context: Context): Promise<Json> {
  const pool = poolOf(context.pools, requiredText(request, "UserPoolId"));
  const client = clientOf(context.pools, requiredText(request, "ClientId"), pool.id);
  const flow = requiredText(request, "AuthFlow");
  checkFlow(client, flow);
  if (flow !== "ADMIN_USER_PASSWORD_AUTH") throw invalidParameter("Initiate Auth method not supported.");
  const parameters = recordAt(request, "AuthParameters");
  return signInWithPassword({ pool, client, parameters, metadata: textsAt(request, "ClientMetadata") }, context);
}
