import { matchingStep } from "./authenticator.ts";
import { CognitoError, invalidParameter, notAuthorized } from "./cognito-error.ts";
import type { Context } from "./context.ts";
import { type Json, recordAt, requiredParameter, requiredText, textAt, textsAt } from "./fields.ts";
import { nextStep } from "./next-step.ts";
import { withPassword } from "./password.ts";
import type { Client, Pool } from "./pool.ts";
import { checkSecretHash } from "./secret-hash.ts";
import { countMismatch, sessionFor } from "./session.ts";
import type { Session } from "./state.ts";
import { finishSignIn, type PassedSignIn } from "./tokens.ts";
import type { User } from "./user.ts";

interface Answer {
  readonly passed: PassedSignIn;
  readonly user: User;
  readonly sessionId: string;
  readonly session: Session;
  /** ChallengeResponses. */
  readonly responses: Json;
}

const answers: Readonly<Record<string, (answer: Answer, context: Context) => Json | Promise<Json>>> = {
  NEW_PASSWORD_REQUIRED: answerNewPassword,
  SOFTWARE_TOKEN_MFA: answerCode,
  MFA_SETUP: answerSetUp,
};

/** The answer to a challenge: tokens, or the next challenge with a fresh session. A session that was answered is gone. */
export function answerChallenge(
  target: { pool: Pool; client: Client },
  request: Json,
  context: Context,
): Json | Promise<Json> {
  const name = requiredText(request, "ChallengeName");
  const answerStep = answers[name];
  if (!answerStep) throw invalidParameter(`Challenge ${name} is not supported by this user pool`);
  const sessionId = requiredParameter(request, "Session");
  const responses = recordAt(request, "ChallengeResponses");
  const userName = requiredParameter(responses, "USERNAME");
  checkSecretHash(target.client, userName, responses);
  const session = sessionFor(sessionId, name === "MFA_SETUP" ? "MFA_SETUP_DONE" : name, context);
  const user = context.state.findUser(target.pool, session.userName);
  const isOwner = user !== undefined && context.state.findUser(target.pool, userName)?.sub === user.sub;
  if (!isOwner || session.clientId !== target.client.id) throw notAuthorized("Invalid session for the user.");
  if (!user.enabled) throw notAuthorized("User is disabled.");
  const passed = { ...target, userName: user.name, metadata: textsAt(request, "ClientMetadata") };
  return answerStep({ passed, user, sessionId, session, responses }, context);
}

function answerNewPassword({ passed, user, sessionId, responses }: Answer, context: Context) {
  const password = requiredParameter(responses, "NEW_PASSWORD");
  const changed = withPassword(passed.pool, user, { password, now: context.now(), isPermanent: true });
  const prefix = "userAttributes.";
  const added = Object.keys(responses)
    .filter((key) => key.startsWith(prefix))
    .map((key) => [key.slice(prefix.length), textAt(responses, key) ?? ""]);
  context.state.removeSession(sessionId);
  context.state.saveUser(passed.pool, {
    ...changed,
    attributes: { ...user.attributes, ...Object.fromEntries(added) },
  });
  return nextStep(passed, context);
}

function answerCode({ passed, user, sessionId, session, responses }: Answer, context: Context) {
  const code = requiredParameter(responses, "SOFTWARE_TOKEN_MFA_CODE");
  context.tally.add("codeEvaluations");
  const step = matchingStep(user.authenticator ?? "", code, context.now());
  if (step === undefined) {
    countMismatch(sessionId, session, context);
    throw new CognitoError("CodeMismatchException", "Invalid code received for user");
  }
  if (user.usedSteps.includes(step)) {
    throw new CognitoError("ExpiredCodeException", "Your software token has already been used once.");
  }
  context.state.removeSession(sessionId);
  context.state.saveUser(passed.pool, { ...user, usedSteps: [step, ...user.usedSteps].slice(0, 5) });
  return finishSignIn(passed, context);
}

function answerSetUp({ passed, sessionId }: Answer, context: Context) {
  context.state.removeSession(sessionId);
  return finishSignIn(passed, context);
}
