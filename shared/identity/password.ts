import {
  AdminSetUserPasswordCommand,
  InvalidPasswordException,
  PasswordHistoryPolicyViolationException,
} from "@aws-sdk/client-cognito-identity-provider";
import { poolId, userPool } from "./client.ts";

/** What Cognito made of a new password: `used-before` is one of the last five, the present one among them. */
export type SetVerdict = "set" | "used-before" | "refused";

/** Gives an account a lasting password. Enrolled second steps stay; what is over is told by our own row. */
export async function setPassword(userName: string, password: string): Promise<SetVerdict> {
  try {
    await userPool.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: poolId(),
        Username: userName,
        Password: password,
        Permanent: true,
      }),
    );
    return "set";
  } catch (error) {
    if (error instanceof PasswordHistoryPolicyViolationException) return "used-before";
    if (error instanceof InvalidPasswordException) return "refused";
    throw error;
  }
}
