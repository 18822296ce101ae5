import { type CognitoError, invalidParameter, notAuthorized, userNotFound } from "./cognito-error.ts";
import type { Context } from "./context.ts";
import { type Json, listAt, requiredParameter, textAt } from "./fields.ts";
import { afterFailure, approach, isLocked } from "./inner-lock.ts";
import { nextStep } from "./next-step.ts";
import { matchesPassword } from "./password.ts";
import type { Client, Pool } from "./pool.ts";
import { checkSecretHash } from "./secret-hash.ts";
import type { PassedSignIn } from "./tokens.ts";
import { callTrigger } from "./trigger.ts";
import type { User } from "./user.ts";

/** A request to sign in. */
export interface Attempt {
  readonly pool: Pool;
  readonly client: Client;
  /** AuthParameters. */
  readonly parameters: Json;
  /** ClientMetadata, which the PreAuthentication trigger sees as `validationData`. */
  readonly metadata: Json | undefined;
}

/** Throws InvalidParameterException unless the client allows the flow (`ADMIN_USER_PASSWORD_AUTH` and so on). */
export function checkFlow(client: Client, flow: string): void {
  if (listAt(client.properties, "ExplicitAuthFlows").includes(`ALLOW_${flow}`)) return;
  throw invalidParameter(`${flow} flow not enabled for this client`);
}

/** Sign-in by user name and password; answers tokens or the next challenge. */
export async function signInWithPassword(attempt: Attempt, context: Context): Promise<Json> {
  const { pool, client } = attempt;
  const userName = requiredParameter(attempt.parameters, "USERNAME");
  const password = requiredParameter(attempt.parameters, "PASSWORD");
  checkSecretHash(client, userName, attempt.parameters);
  const hidesUsers = textAt(client.properties, "PreventUserExistenceErrors") === "ENABLED";
  const user = context.state.findUser(pool, userName);
  if (!user && !hidesUsers) throw userNotFound();
  const passed: PassedSignIn = { pool, client, userName: user?.name ?? userName, metadata: attempt.metadata };
  await callBefore(passed, user, context);
  if (!user) {
    matchesPassword(password, undefined);
    throw wrongPassword();
  }
  checkPassword(pool, { userName: user.name, password }, context);
  return nextStep(passed, context);
}

/**
 * Looks at the inner lock, compares the password and counts, in one piece. Throws NotAuthorizedException, always with the words
 * of the service; a locked or disabled user's password is not compared.
 */
export function checkPassword(pool: Pool, given: { userName: string; password: string }, context: Context): User {
  const now = context.now();
  const user = context.state.user(pool, given.userName);
  if (!user.enabled) throw notAuthorized("User is disabled.");
  const lock = approach(user.lock, now);
  context.state.saveUser(pool, { ...user, lock });
  if (isLocked(lock, now)) throw notAuthorized("Password attempts exceeded");
  context.tally.add("passwordEvaluations");
  if (!matchesPassword(given.password, user.passwordHash)) {
    context.state.saveUser(pool, { ...user, lock: afterFailure(lock, now) });
    throw wrongPassword();
  }
  if (user.temporaryUntil !== undefined && user.temporaryUntil <= now) {
    throw notAuthorized("Temporary password has expired and must be reset by an administrator.");
  }
  return { ...user, lock };
}

function wrongPassword(): CognitoError {
  return notAuthorized("Incorrect username or password.");
}

async function callBefore(passed: PassedSignIn, user: User | undefined, context: Context): Promise<void> {
  const request = { validationData: passed.metadata ?? null, userNotFound: user === undefined };
  const source = "PreAuthentication_Authentication";
  await callTrigger({ ...passed, trigger: "PreAuthentication", source, user, request, response: {} }, context);
}
