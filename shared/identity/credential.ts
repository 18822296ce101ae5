import { randomBytes } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  UserNotFoundException,
  UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";
import { Refusal } from "../domain/refusal.ts";
import { poolId, userPool } from "./client.ts";
import { setPassword } from "./password.ts";

/** Whose credential: our user id is Cognito's user name; the practice goes with it for the triggers. */
export interface CredentialOwner {
  readonly userId: string;
  readonly practiceId: string;
  /** For people who look into the user pool; nobody signs in to Cognito with it. */
  readonly username: string;
}

/**
 * Gives somebody who registers his first password. Safe to repeat after any crash: a credential that exists is taken over
 * when it is the same user's, and refused otherwise. @returns false when Cognito's own rules refuse the password
 */
export async function setFirstPassword(owner: CredentialOwner, password: string): Promise<boolean> {
  try {
    return await firstPassword(owner, password);
  } catch (error) {
    // A twin of this request made the credential afresh in between; whoever repeats it gets the twin's answer.
    if (error instanceof UserNotFoundException) throw new Refusal("request.busy", { retryAfterSeconds: 1 });
    throw error;
  }
}

async function firstPassword(owner: CredentialOwner, password: string): Promise<boolean> {
  await ensureCredential(owner);
  const verdict = await setPassword(owner.userId, password);
  if (verdict !== "used-before") return verdict === "set";
  // A try that crashed set this very password; nobody could sign in with it yet, so the credential is made afresh.
  await userPool.send(new AdminDeleteUserCommand({ UserPoolId: poolId(), Username: owner.userId }));
  await ensureCredential(owner);
  const again = await setPassword(owner.userId, password);
  if (again === "used-before") throw new Refusal("request.busy", { retryAfterSeconds: 1 });
  return again === "set";
}

async function ensureCredential({ userId, practiceId, username }: CredentialOwner): Promise<void> {
  try {
    await userPool.send(
      new AdminCreateUserCommand({
        UserPoolId: poolId(),
        Username: userId,
        MessageAction: "SUPPRESS",
        TemporaryPassword: `${randomBytes(24).toString("base64url")}aA1-`,
        UserAttributes: [
          { Name: "custom:practice", Value: practiceId },
          { Name: "preferred_username", Value: username },
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
    await assertOurs({ userId, practiceId });
  }
}

/** The SDK retries a lost answer, so that our own first try may meet us here. Source: SECURITY B6. */
async function assertOurs({ userId, practiceId }: Omit<CredentialOwner, "username">): Promise<void> {
  const { UserAttributes = [] } = await userPool.send(
    new AdminGetUserCommand({ UserPoolId: poolId(), Username: userId }),
  );
  const practice = UserAttributes.find(({ Name }) => Name === "custom:practice")?.Value;
  if (practice !== practiceId) throw new Error("a credential of this name belongs to another practice");
}
