import type { Context } from "../context.ts";
import { type Json, requiredText } from "../fields.ts";
import { preferSecondFactor } from "../mfa-preference.ts";
import { poolOf } from "../pool.ts";

/** Switches a user's second factor on or off. */
export function adminSetUserMfaPreference(request: Json, context: Context): Json {
  const pool = poolOf(context.pools, requiredText(request, "UserPoolId"));
  const user = context.state.user(pool, requiredText(request, "Username"));
  context.state.saveUser(pool, preferSecondFactor(user, request));
  return {};
}
