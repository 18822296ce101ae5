import { bearerOf } from "../access.ts";
import type { Context } from "../context.ts";
import type { Json } from "../fields.ts";
import { attributesOf, secondFactorsOf } from "../user.ts";

/** The signed-in user about herself. */
export function getUser(request: Json, context: Context): Json {
  const { user } = bearerOf(request, context);
  return { Username: user.name, UserAttributes: attributesOf(user), ...secondFactorsOf(user) };
}
