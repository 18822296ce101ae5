import { createHmac } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  type AdminInitiateAuthResponse,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { codeOf, stepAt } from "../../../../infra/local/services/cognito/authenticator.ts";
import { type CognitoOptions, startCognito } from "../../../../infra/local/services/cognito/server.ts";

export const poolId = "us-east-1_TestPool1";
export const clientId = "testclient";
export const password = "correct horse battery";
export const wrongPassword = "wrong horse battery";

type Properties = Record<string, unknown>;

const poolProperties = {
  UserPoolName: "test",
  MfaConfiguration: "OPTIONAL",
  EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
  Policies: { PasswordPolicy: { MinimumLength: 12, PasswordHistorySize: 5, TemporaryPasswordValidityDays: 7 } },
  Schema: [{ Name: "practice", AttributeDataType: "String", Mutable: false }],
};
const clientProperties = {
  ClientName: "app",
  GenerateSecret: true,
  ExplicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH"],
  PreventUserExistenceErrors: "ENABLED",
  AuthSessionValidity: 10,
};

export interface Setting extends Partial<CognitoOptions> {
  readonly pool?: Properties;
  readonly client?: Properties;
}

/** An emulator with one pool and one client as our templates have them, a clock that stands still, and an SDK client. */
export async function openUserPool(setting: Setting = {}) {
  const clock = { now: Date.UTC(2026, 0, 5, 12, 0, 10) };
  const cognito = await startCognito({
    file: ":memory:",
    invoke: async (_arn, event) => event,
    now: () => clock.now,
    ...setting,
  });
  cognito.createPool({ id: poolId, properties: { ...poolProperties, ...setting.pool } });
  cognito.createClient(poolId, { id: clientId, properties: { ...clientProperties, ...setting.client } });
  const sdk = sdkFor(cognito.url);
  const described = await sdk.send(new DescribeUserPoolClientCommand({ UserPoolId: poolId, ClientId: clientId }));
  const secret = described.UserPoolClient?.ClientSecret ?? "";
  cognito.resetCalls();
  const hashOf = (name: string) =>
    createHmac("sha256", secret)
      .update(name + clientId)
      .digest("base64");

  const signIn = (name: string, given = password, metadata?: Record<string, string>) =>
    sdk.send(
      new AdminInitiateAuthCommand({
        UserPoolId: poolId,
        ClientId: clientId,
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: name, PASSWORD: given, SECRET_HASH: hashOf(name) },
        ClientMetadata: metadata,
      }),
    );
  const answer = (name: string, challenge: AdminInitiateAuthResponse, responses: Record<string, string>) =>
    sdk.send(
      new AdminRespondToAuthChallengeCommand({
        UserPoolId: poolId,
        ClientId: clientId,
        ChallengeName: challenge.ChallengeName,
        Session: challenge.Session,
        ChallengeResponses: { USERNAME: name, SECRET_HASH: hashOf(name), ...responses },
      }),
    );
  const createUser = async (name: string) => {
    await sdk.send(
      new AdminCreateUserCommand({
        UserPoolId: poolId,
        Username: name,
        MessageAction: "SUPPRESS",
        UserAttributes: [{ Name: "custom:practice", Value: "practice-1" }],
      }),
    );
    await setPassword(name, password);
  };
  const setPassword = (name: string, given: string, isPermanent = true) =>
    sdk.send(
      new AdminSetUserPasswordCommand({ UserPoolId: poolId, Username: name, Password: given, Permanent: isPermanent }),
    );
  const codeNow = (authenticator: string, steps = 0) => codeOf(authenticator, stepAt(clock.now) + steps);
  const enrol = async (name: string) => {
    const AccessToken = (await signIn(name)).AuthenticationResult?.AccessToken ?? "";
    const { SecretCode = "" } = await sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    await sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: codeNow(SecretCode) }));
    await sdk.send(
      new AdminSetUserMFAPreferenceCommand({
        UserPoolId: poolId,
        Username: name,
        SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
      }),
    );
    return SecretCode;
  };
  return { cognito, sdk, clock, secret, hashOf, signIn, answer, createUser, setPassword, codeNow, enrol };
}

export type UserPool = Awaited<ReturnType<typeof openUserPool>>;

export function sdkFor(endpoint: string): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    endpoint,
    region: "us-east-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
}

/** What a call was refused with, as `Name: message`; "accepted" when it was not. */
export function refusalOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "accepted",
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : "not an error"),
  );
}

export const wrong = "NotAuthorizedException: Incorrect username or password.";
export const exceeded = "NotAuthorizedException: Password attempts exceeded";
