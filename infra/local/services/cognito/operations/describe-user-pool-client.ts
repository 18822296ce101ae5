import type { Context } from "../context.ts";
import { type Json, requiredText, textAt } from "../fields.ts";
import { clientOf, poolOf } from "../pool.ts";

/** The client as its template describes it, with its secret when it is confidential. */
export function describeUserPoolClient(request: Json, context: Context): Json {
  const pool = poolOf(context.pools, requiredText(request, "UserPoolId"));
  const client = clientOf(context.pools, requiredText(request, "ClientId"), pool.id);
  const { GenerateSecret: _, ...described } = client.properties;
  return {
    UserPoolClient: {
      ...described,
      UserPoolId: pool.id,
      ClientId: client.id,
      ClientName: textAt(client.properties, "ClientName") ?? client.id,
      ...(client.secret === undefined ? {} : { ClientSecret: client.secret }),
    },
  };
}
