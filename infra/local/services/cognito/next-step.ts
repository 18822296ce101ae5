import type { Context } from "./context.ts";
import { type Json, listAt, textAt } from "./fields.ts";
import { missingAttributes } from "./schema.ts";
import { openSession } from "./session.ts";
import { finishSignIn, type PassedSignIn } from "./tokens.ts";

interface Challenge {
  readonly name: string;
  readonly parameters?: Json;
}

/** What follows a right password: a new password, the second factor, its set-up, or tokens. */
export function nextStep(passed: PassedSignIn, context: Context): Json | Promise<Json> {
  const { pool } = passed;
  const user = context.state.user(pool, passed.userName);
  if (user.status === "FORCE_CHANGE_PASSWORD") {
    const missing = missingAttributes(pool, user.attributes).map((name) => `userAttributes.${name}`);
    const userAttributes = JSON.stringify(user.attributes);
    const parameters = { requiredAttributes: JSON.stringify(missing), userAttributes };
    return challenge(passed, context, { name: "NEW_PASSWORD_REQUIRED", parameters });
  }
  const mode = textAt(pool.properties, "MfaConfiguration") ?? "OFF";
  if (mode !== "OFF" && user.hasAuthenticatorOn) return challenge(passed, context, { name: "SOFTWARE_TOKEN_MFA" });
  if (mode === "ON") {
    const canSetUp = listAt(pool.properties, "EnabledMfas").filter((factor) => factor === "SOFTWARE_TOKEN_MFA");
    return challenge(passed, context, { name: "MFA_SETUP", parameters: { MFAS_CAN_SETUP: JSON.stringify(canSetUp) } });
  }
  return finishSignIn(passed, context);
}

function challenge(passed: PassedSignIn, context: Context, { name, parameters }: Challenge): Json {
  return {
    ChallengeName: name,
    Session: openSession(passed.client, { userName: passed.userName, step: name }, context),
    ChallengeParameters: { USER_ID_FOR_SRP: passed.userName, ...parameters },
  };
}
