import type { Context } from "../context.ts";
import { type Json, requiredText } from "../fields.ts";
import { poolOf } from "../pool.ts";

/** From now on the user can neither sign in nor use a token here. */
export function adminDisableUser(request: Json, context: Context): Json {
  const pool = poolOf(context.pools, requiredText(request, "UserPoolId"));
  const user = context.state.user(pool, requiredText(request, "Username"));
  context.state.saveUser(pool, { ...user, enabled: false, modifiedAt: context.now() });
  // Disabling also revokes the tokens the user holds; enabling again does not bring them back.
  context.state.endSignIns(pool, user.name);
  return {};
}
