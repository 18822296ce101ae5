import type { Context } from "../context.ts";
import { flagAt, type Json, requiredText } from "../fields.ts";
import { withPassword } from "../password.ts";
import { poolOf } from "../pool.ts";

/** Sets a password: a temporary one that must be changed at sign-in, or with Permanent one that stays. */
export function adminSetUserPassword(request: Json, context: Context): Json {
  const pool = poolOf(context.pools, requiredText(request, "UserPoolId"));
  const user = context.state.user(pool, requiredText(request, "Username"));
  const password = requiredText(request, "Password");
  const isPermanent = flagAt(request, "Permanent") ?? false;
  context.state.saveUser(pool, withPassword(pool, user, { password, now: context.now(), isPermanent }));
  return {};
}
