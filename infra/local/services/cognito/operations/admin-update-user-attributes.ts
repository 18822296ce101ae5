import type { Context } from "../context.ts";
import { type Json, requiredText } from "../fields.ts";
import { poolOf } from "../pool.ts";
import { attributesIn, checkMutable } from "../schema.ts";

/** Changes attributes; one that the schema calls immutable is refused. */
export function adminUpdateUserAttributes(request: Json, context: Context): Json {
  const pool = poolOf(context.pools, requiredText(request, "UserPoolId"));
  const user = context.state.user(pool, requiredText(request, "Username"));
  const given = attributesIn(pool, request);
  checkMutable(pool, Object.keys(given));
  const attributes = { ...user.attributes, ...given };
  context.state.saveUser(pool, { ...user, attributes, modifiedAt: context.now() });
  return {};
}
