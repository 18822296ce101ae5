import type { Context } from "../context.ts";
import { type Json, requiredText } from "../fields.ts";
import { poolOf } from "../pool.ts";

/** Lets a disabled user sign in again. */
export function adminEnableUser(request: Json, context: Context): Json {
  const pool = poolOf(context.pools, requiredText(request, "UserPoolId"));
  const user = context.state.user(pool, requiredText(request, "Username"));
  context.state.saveUser(pool, { ...user, enabled: true, modifiedAt: context.now() });
  return {};
}
