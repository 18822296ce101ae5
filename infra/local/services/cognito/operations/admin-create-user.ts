import { randomBytes, randomUUID } from "node:crypto";
import { CognitoError, invalidParameter } from "../cognito-error.ts";
import type { Context } from "../context.ts";
import { type Json, requiredText, textAt } from "../fields.ts";
import { openLock } from "../inner-lock.ts";
import { withPassword } from "../password.ts";
import { type Pool, poolOf } from "../pool.ts";
import { attributesIn, missingAttributes } from "../schema.ts";
import { attributesOf, factsOf, type User } from "../user.ts";

/** Creates a user with a temporary password. Messages are not sent here, so that MessageAction must be SUPPRESS. */
export function adminCreateUser(request: Json, context: Context): Json {
  const pool = poolOf(context.pools, requiredText(request, "UserPoolId"));
  const name = requiredText(request, "Username");
  checkName(name);
  if (textAt(request, "MessageAction") !== "SUPPRESS") {
    throw new CognitoError(
      "CodeDeliveryFailureException",
      "This user pool sends no messages: set MessageAction to SUPPRESS.",
    );
  }
  if (context.state.findUser(pool, name))
    throw new CognitoError("UsernameExistsException", "User account already exists");
  const blank = blankUser(name, attributesIn(pool, request), context.now());
  checkComplete(pool, blank);
  const password = textAt(request, "TemporaryPassword") ?? `${randomBytes(12).toString("base64url")}aA1!`;
  const change = { password, now: context.now(), isPermanent: false };
  const user = context.state.saveUser(pool, withPassword(pool, blank, change));
  return { User: { ...factsOf(user), Attributes: attributesOf(user) } };
}

function blankUser(name: string, attributes: Record<string, string>, now: number): User {
  return {
    name,
    sub: randomUUID(),
    attributes,
    status: "FORCE_CHANGE_PASSWORD",
    enabled: true,
    createdAt: now,
    modifiedAt: now,
    passwordHash: undefined,
    earlierHashes: [],
    temporaryUntil: undefined,
    authenticator: undefined,
    pendingAuthenticator: undefined,
    usedSteps: [],
    hasAuthenticatorOn: false,
    prefersAuthenticator: false,
    lock: openLock,
  };
}

function checkName(name: string): void {
  if (/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u.test(name)) return;
  throw invalidParameter(
    "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+",
  );
}

function checkComplete(pool: Pool, user: User): void {
  const [missing] = missingAttributes(pool, user.attributes);
  if (missing) {
    throw invalidParameter(`Attributes did not conform to the schema: ${missing}: The attribute is required`);
  }
}
