import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminInitiateAuthCommand,
  AdminUserGlobalSignOutCommand,
  GetUserCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  clientId,
  openUserPool,
  password,
  poolId,
  refusalOf,
  type UserPool,
  wrong,
  wrongPassword,
} from "./user-pool.ts";

describe("signing in with a password", () => {
  let pool: UserPool;

  beforeAll(async () => {
    pool = await openUserPool();
    await pool.createUser("ann");
  });
  afterAll(() => pool.cognito.close());

  const send = (parameters: Record<string, string>, flow = "ADMIN_USER_PASSWORD_AUTH") =>
    pool.sdk.send(
      new AdminInitiateAuthCommand({
        UserPoolId: poolId,
        ClientId: clientId,
        AuthFlow: flow as "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters: parameters,
      }),
    );

  test("the right password answers tokens", async () => {
    const { AuthenticationResult: tokens, ChallengeName } = await pool.signIn("ann");
    expect(ChallengeName).toBeUndefined();
    expect(tokens).toMatchObject({ TokenType: "Bearer", ExpiresIn: 3600 });
    expect(tokens?.AccessToken?.split(".")).toHaveLength(3);
  });

  test("a wrong password and an unknown name are refused with the same words", async () => {
    expect(await refusalOf(pool.signIn("ann", wrongPassword))).toBe(wrong);
    expect(await refusalOf(pool.signIn("nobody", wrongPassword))).toBe(wrong);
  });

  test("an unknown name compares no password", async () => {
    pool.cognito.resetCalls();
    await refusalOf(pool.signIn("nobody", password));
    expect(pool.cognito.calls()).toMatchObject({ AdminInitiateAuth: 1, passwordEvaluations: 0 });
  });

  test("a confidential client without its secret hash is refused", async () => {
    expect(await refusalOf(send({ USERNAME: "ann", PASSWORD: password }))).toBe(
      "NotAuthorizedException: Client testclient is configured with secret but SECRET_HASH was not received",
    );
  });

  test("a wrong secret hash is refused before the password is compared", async () => {
    pool.cognito.resetCalls();
    const parameters = { USERNAME: "ann", PASSWORD: password, SECRET_HASH: pool.hashOf("bob") };
    expect(await refusalOf(send(parameters))).toBe(
      "NotAuthorizedException: Unable to verify secret hash for client testclient",
    );
    expect(pool.cognito.calls()["passwordEvaluations"]).toBe(0);
  });

  test("a missing password is named", async () => {
    expect(await refusalOf(send({ USERNAME: "ann", SECRET_HASH: pool.hashOf("ann") }))).toBe(
      "InvalidParameterException: Missing required parameter PASSWORD",
    );
  });

  test("the client id alone lets nobody in: the public flow is not enabled (attack 19)", async () => {
    const attack = new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: "ann", PASSWORD: password },
    });
    expect(await refusalOf(pool.sdk.send(attack))).toBe(
      "InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client",
    );
  });

  test("the public call cannot ask for the server's flow", async () => {
    const attack = new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: "ann", PASSWORD: password, SECRET_HASH: pool.hashOf("ann") },
    });
    expect(await refusalOf(pool.sdk.send(attack))).toBe(
      "InvalidParameterException: Initiate Auth method not supported.",
    );
  });

  test("no other flow is enabled", async () => {
    for (const flow of ["REFRESH_TOKEN_AUTH", "USER_SRP_AUTH", "CUSTOM_AUTH"]) {
      expect(await refusalOf(send({ USERNAME: "ann" }, flow))).toBe(
        `InvalidParameterException: ${flow} flow not enabled for this client`,
      );
    }
  });

  test("a client that allows the public flow is served by it", async () => {
    const open = await openUserPool({
      client: { GenerateSecret: false, ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] },
    });
    await open.createUser("ann");
    const call = new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: "ann", PASSWORD: password },
    });
    expect((await open.sdk.send(call)).AuthenticationResult?.TokenType).toBe("Bearer");
    await open.cognito.close();
  });

  test("a client that does not hide users says that one is unknown", async () => {
    const legacy = await openUserPool({ client: { PreventUserExistenceErrors: "LEGACY" } });
    expect(await refusalOf(legacy.signIn("nobody"))).toBe("UserNotFoundException: User does not exist.");
    await legacy.cognito.close();
  });

  test("a disabled user is refused with the right password, and is in again when enabled", async () => {
    await pool.createUser("dora");
    const AccessToken = (await pool.signIn("dora")).AuthenticationResult?.AccessToken;
    await pool.sdk.send(new AdminDisableUserCommand({ UserPoolId: poolId, Username: "dora" }));
    expect(await refusalOf(pool.signIn("dora"))).toBe("NotAuthorizedException: User is disabled.");
    await pool.sdk.send(new AdminEnableUserCommand({ UserPoolId: poolId, Username: "dora" }));
    expect(await refusalOf(pool.signIn("dora"))).toBe("accepted");
    expect(await refusalOf(pool.sdk.send(new GetUserCommand({ AccessToken })))).toBe(
      "NotAuthorizedException: Access Token has been revoked",
    );
  });

  test("signing a user out everywhere ends the access tokens", async () => {
    const { AuthenticationResult } = await pool.signIn("ann");
    const AccessToken = AuthenticationResult?.AccessToken ?? "";
    expect((await pool.sdk.send(new GetUserCommand({ AccessToken }))).Username).toBe("ann");
    await pool.sdk.send(new AdminUserGlobalSignOutCommand({ UserPoolId: poolId, Username: "ann" }));
    expect(await refusalOf(pool.sdk.send(new GetUserCommand({ AccessToken })))).toBe(
      "NotAuthorizedException: Access Token has been revoked",
    );
  });

  test("an access token ends after its hour", async () => {
    const { AuthenticationResult } = await pool.signIn("ann");
    pool.clock.now += 3_600_000;
    const call = new GetUserCommand({ AccessToken: AuthenticationResult?.AccessToken });
    expect(await refusalOf(pool.sdk.send(call))).toBe("NotAuthorizedException: Access Token has expired");
  });

  test("an access token with another user's name in it is refused", async () => {
    const { AuthenticationResult } = await pool.signIn("ann");
    const [header, body = "", signature] = (AuthenticationResult?.AccessToken ?? "").split(".");
    const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, username: "dora" })).toString("base64url");
    const call = new GetUserCommand({ AccessToken: [header, forged, signature].join(".") });
    expect(await refusalOf(pool.sdk.send(call))).toBe("NotAuthorizedException: Invalid Access Token");
  });
});
