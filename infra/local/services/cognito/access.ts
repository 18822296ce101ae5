import { notAuthorized } from "./cognito-error.ts";
import type { Context } from "./context.ts";
import { type Json, numberAt, requiredText, textAt } from "./fields.ts";
import { readToken } from "./json-web-token.ts";
import { type Pool, poolOf } from "./pool.ts";
import type { User } from "./user.ts";

/** The user an access token speaks for. */
export interface Bearer {
  readonly pool: Pool;
  readonly user: User;
}

/** Checks the request's AccessToken: signature, age, and that its sign-in was not ended (by signing out, or by disabling). */
export function bearerOf(request: Json, context: Context): Bearer {
  const claims = readToken(requiredText(request, "AccessToken"), context.keys.access);
  if (!claims || textAt(claims, "token_use") !== "access") throw notAuthorized("Invalid Access Token");
  if ((numberAt(claims, "exp") ?? 0) * 1000 <= context.now()) throw notAuthorized("Access Token has expired");
  if (!context.state.hasSignIn(textAt(claims, "origin_jti") ?? "")) {
    throw notAuthorized("Access Token has been revoked");
  }
  const pool = poolOf(context.pools, (textAt(claims, "iss") ?? "").split("/").at(-1) ?? "");
  return { pool, user: context.state.user(pool, textAt(claims, "username") ?? "") };
}
