import { bearerOf } from "../access.ts";
import type { Context } from "../context.ts";
import type { Json } from "../fields.ts";

/** The signed-in user ends every sign-in of hers. */
export function globalSignOut(request: Json, context: Context): Json {
  const { pool, user } = bearerOf(request, context);
  context.state.endSignIns(pool, user.name);
  return {};
}
