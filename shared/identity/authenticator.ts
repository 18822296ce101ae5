import {
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  CodeMismatchException,
  EnableSoftwareTokenMFAException,
  NotAuthorizedException,
  SoftwareTokenMFANotFoundException,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { evaluator, poolId, userPool } from "./client.ts";

/** A new authenticator key for whoever holds this access token; the former key lives until the new one is proved. */
export async function newAuthenticatorKey(accessToken: string): Promise<string | undefined> {
  try {
    const { SecretCode } = await userPool.send(new AssociateSoftwareTokenCommand({ AccessToken: accessToken }));
    return SecretCode;
  } catch (error) {
    if (error instanceof NotAuthorizedException) return undefined;
    throw error;
  }
}

/** Whether the code proves the new key. `expired`: the access token is over, or the key was proved before. */
export async function proveAuthenticator(accessToken: string, code: string): Promise<"right" | "wrong" | "expired"> {
  try {
    await evaluator.send(
      new VerifySoftwareTokenCommand({
        AccessToken: accessToken,
        UserCode: code,
        FriendlyDeviceName: "Authenticator app",
      }),
    );
    return "right";
  } catch (error) {
    if (error instanceof EnableSoftwareTokenMFAException || error instanceof CodeMismatchException) return "wrong";
    if (error instanceof NotAuthorizedException || error instanceof SoftwareTokenMFANotFoundException) return "expired";
    throw error;
  }
}

/** From now on Cognito asks this user for an authenticator code after the password. Repeating it changes nothing. */
export async function preferAuthenticator(userName: string): Promise<void> {
  await userPool.send(
    new AdminSetUserMFAPreferenceCommand({
      UserPoolId: poolId(),
      Username: userName,
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
    }),
  );
}

/** From now on Cognito asks this user for nothing after the password. Repeating it changes nothing. */
export async function forgetAuthenticator(userName: string): Promise<void> {
  await userPool.send(
    new AdminSetUserMFAPreferenceCommand({
      UserPoolId: poolId(),
      Username: userName,
      SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false },
    }),
  );
}
