import type { Context } from "../context.ts";
import { type Json, requiredText } from "../fields.ts";
import { poolOf } from "../pool.ts";
import { attributesOf, factsOf, secondFactorsOf } from "../user.ts";

/** One user with attributes, status and second factors. */
export function adminGetUser(request: Json, context: Context): Json {
  const pool = poolOf(context.pools, requiredText(request, "UserPoolId"));
  const user = context.state.user(pool, requiredText(request, "Username"));
  return { ...factsOf(user), UserAttributes: attributesOf(user), ...secondFactorsOf(user) };
}
