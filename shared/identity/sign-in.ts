import {
  AdminInitiateAuthCommand,
  type AdminInitiateAuthCommandOutput,
  AdminRespondToAuthChallengeCommand,
  CodeMismatchException,
  ExpiredCodeException,
  NotAuthorizedException,
  UserLambdaValidationException,
  UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import { clientId, evaluator, poolId, secretHashOf } from "./client.ts";

/** What Cognito made of a password. `inner-lock` is its own lock: the password was not looked at. */
export type PasswordVerdict =
  | { readonly verdict: "right"; readonly accessToken: string }
  | { readonly verdict: "right-needs-totp"; readonly session: string }
  | { readonly verdict: "wrong" }
  | { readonly verdict: "inner-lock" }
  | { readonly verdict: "fenced" };

/** One try of a password. `ticket` opens the second fence; `address` is the caller's, from the gateway. */
export interface PasswordTry {
  readonly userName: string;
  readonly password: string;
  readonly ticket: string;
  readonly address: string;
}

/** Has Cognito verify a password. Reserve the try first: this is an evaluation. */
export async function verifyPassword({ userName, password, ticket, address }: PasswordTry): Promise<PasswordVerdict> {
  try {
    const answer = await evaluator.send(
      new AdminInitiateAuthCommand({
        UserPoolId: poolId(),
        ClientId: clientId(),
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: userName, PASSWORD: password, SECRET_HASH: await secretHashOf(userName) },
        ClientMetadata: { ticket },
        ContextData: { IpAddress: address, ServerName: "gatehouse", ServerPath: "/sign-in", HttpHeaders: [] },
      }),
    );
    return verdictOf(answer);
  } catch (error) {
    if (error instanceof UserLambdaValidationException) return { verdict: "fenced" };
    if (error instanceof UserNotFoundException) return { verdict: "wrong" };
    if (!(error instanceof NotAuthorizedException)) throw error;
    return { verdict: error.message.startsWith("Password attempts exceeded") ? "inner-lock" : "wrong" };
  }
}

function verdictOf(answer: AdminInitiateAuthCommandOutput): PasswordVerdict {
  const accessToken = answer.AuthenticationResult?.AccessToken;
  if (accessToken) return { verdict: "right", accessToken };
  if (answer.ChallengeName === "SOFTWARE_TOKEN_MFA" && answer.Session)
    return { verdict: "right-needs-totp", session: answer.Session };
  throw new Error(`Cognito asks for ${answer.ChallengeName ?? "nothing"}, which no account of ours is set up for`);
}

/** What Cognito made of an authenticator code. `expired`: its session is over, the sign-in starts again. */
export type TotpAnswer =
  | { readonly verdict: "right"; readonly accessToken: string | undefined }
  | { readonly verdict: "wrong" | "expired" };

/** Has Cognito verify an authenticator code. */
export async function verifyTotp(userName: string, session: string, code: string): Promise<TotpAnswer["verdict"]> {
  return (await answerTotp(userName, session, code)).verdict;
}

/** The same with what Cognito gives for it: the leave to set up another authenticator. */
export async function answerTotp(userName: string, session: string, code: string): Promise<TotpAnswer> {
  try {
    const { AuthenticationResult } = await evaluator.send(
      new AdminRespondToAuthChallengeCommand({
        UserPoolId: poolId(),
        ClientId: clientId(),
        ChallengeName: "SOFTWARE_TOKEN_MFA",
        Session: session,
        ChallengeResponses: {
          USERNAME: userName,
          SOFTWARE_TOKEN_MFA_CODE: code,
          SECRET_HASH: await secretHashOf(userName),
        },
      }),
    );
    return { verdict: "right", accessToken: AuthenticationResult?.AccessToken };
  } catch (error) {
    if (error instanceof CodeMismatchException || error instanceof ExpiredCodeException) return { verdict: "wrong" };
    if (error instanceof NotAuthorizedException) return { verdict: "expired" };
    throw error;
  }
}
