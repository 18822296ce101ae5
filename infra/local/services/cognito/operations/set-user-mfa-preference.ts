import { bearerOf } from "../access.ts";
import type { Context } from "../context.ts";
import type { Json } from "../fields.ts";
import { preferSecondFactor } from "../mfa-preference.ts";

/** The signed-in user switches her second factor on or off. */
export function setUserMfaPreference(request: Json, context: Context): Json {
  const { pool, user } = bearerOf(request, context);
  context.state.saveUser(pool, preferSecondFactor(user, request));
  return {};
}
