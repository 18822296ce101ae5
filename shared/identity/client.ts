import { createHmac } from "node:crypto";
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { deadlines } from "../config/deadlines.ts";
import { variable } from "../config/environment.ts";

/** The one Cognito client of a function. */
export const userPool = new CognitoIdentityProviderClient(deadlines);

/** Pool and app client, as every call names them. */
export const poolId = () => variable("USER_POOL_ID");
export const clientId = () => variable("USER_POOL_CLIENT_ID");

let clientSecret: Promise<string> | undefined;

/** What a confidential client proves itself with. Source: AWS: Cognito, Computing secret hash values. */
export async function secretHashOf(userName: string): Promise<string> {
  clientSecret ??= loadSecret();
  try {
    return createHmac("sha256", await clientSecret)
      .update(`${userName}${clientId()}`)
      .digest("base64");
  } catch (error) {
    clientSecret = undefined;
    throw error;
  }
}

async function loadSecret(): Promise<string> {
  const { UserPoolClient } = await userPool.send(
    new DescribeUserPoolClientCommand({ UserPoolId: poolId(), ClientId: clientId() }),
  );
  if (!UserPoolClient?.ClientSecret) throw new Error("the user pool's client has no secret");
  return UserPoolClient.ClientSecret;
}
