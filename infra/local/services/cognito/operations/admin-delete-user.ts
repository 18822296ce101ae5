import type { Context } from "../context.ts";
import { type Json, requiredText } from "../fields.ts";
import { poolOf } from "../pool.ts";

/** Removes the user; the name can be taken again, by somebody else. */
export function adminDeleteUser(request: Json, context: Context): Json {
  const pool = poolOf(context.pools, requiredText(request, "UserPoolId"));
  context.state.removeUser(pool, context.state.user(pool, requiredText(request, "Username")).name);
  return {};
}
