import { invalidParameter } from "./cognito-error.ts";
import { flagAt, isJson, type Json, recordAt } from "./fields.ts";
import type { User } from "./user.ts";

/** The user with the wished second factors. Throws InvalidParameterException for one that was never proven, or is not built here. */
export function preferSecondFactor(user: User, request: Json): User {
  for (const factor of ["SMSMfaSettings", "EmailMfaSettings"]) {
    if (flagAt(recordAt(request, factor), "Enabled") !== true) continue;
    throw invalidParameter(`${factor} cannot be enabled: this user pool offers authenticator apps only.`);
  }
  if (!isJson(request["SoftwareTokenMfaSettings"])) return user;
  const wish = recordAt(request, "SoftwareTokenMfaSettings");
  if (flagAt(wish, "Enabled") !== true) return { ...user, hasAuthenticatorOn: false, prefersAuthenticator: false };
  if (!user.authenticator) throw invalidParameter("User has not verified software token mfa");
  return { ...user, hasAuthenticatorOn: true, prefersAuthenticator: flagAt(wish, "PreferredMfa") ?? false };
}
