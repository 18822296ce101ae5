import { bearerOf } from "../access.ts";
import type { Context } from "../context.ts";
import { type Json, requiredText } from "../fields.ts";
import { withPassword } from "../password.ts";
import { checkPassword } from "../sign-in.ts";

/** The signed-in user changes her password; the old one stands behind the same lock as at sign-in. */
export function changePassword(request: Json, context: Context): Json {
  const { pool, user } = bearerOf(request, context);
  const password = requiredText(request, "ProposedPassword");
  const previous = requiredText(request, "PreviousPassword");
  const checked = checkPassword(pool, { userName: user.name, password: previous }, context);
  context.state.saveUser(pool, withPassword(pool, checked, { password, now: context.now(), isPermanent: true }));
  return {};
}
