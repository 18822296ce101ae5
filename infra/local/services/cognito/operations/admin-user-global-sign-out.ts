import type { Context } from "../context.ts";
import { type Json, requiredText } from "../fields.ts";
import { poolOf } from "../pool.ts";

/** Ends every sign-in of a user: this API takes none of the tokens any more. */
export function adminUserGlobalSignOut(request: Json, context: Context): Json {
  const pool = poolOf(context.pools, requiredText(request, "UserPoolId"));
  context.state.endSignIns(pool, context.state.user(pool, requiredText(request, "Username")).name);
  return {};
}
