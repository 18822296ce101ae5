import { createHmac } from "node:crypto";
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { deadlines } from "../config/deadlines.ts";
import { variable } from "../config/environment.ts";

/** The Cognito client of a function, for all that may be repeated. */
export const userPool = new CognitoIdentityProviderClient(deadlines);

/**
 * The client for passwords and codes. It never repeats a call: one reserved try is one evaluation at most, also when an
 * answer is late or the function's clock is off (the SDK repeats what was refused to a skewed clock). Its one try has the
 * time of two, because Cognito waits for our trigger's cold start, and a connection of its own: one that lay idle while the
 * sandbox was frozen may have been closed meanwhile, and what meets that is not repeated here.
 */
export const evaluator = new CognitoIdentityProviderClient({
  ...deadlines,
  maxAttempts: 1,
  requestHandler: {
    ...deadlines.requestHandler,
    requestTimeout: 2 * deadlines.requestHandler.requestTimeout,
    httpsAgent: { keepAlive: false },
    httpAgent: { keepAlive: false },
  },
});

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
