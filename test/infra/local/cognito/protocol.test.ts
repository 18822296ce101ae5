import { createPublicKey, verify } from "node:crypto";
import { ForgotPasswordCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientId, openUserPool, poolId, refusalOf, type UserPool } from "./user-pool.ts";

interface PublishedKey {
  readonly kid: string;
  readonly kty: string;
  readonly n: string;
  readonly e: string;
}

describe("the user-pool protocol", () => {
  let pool: UserPool;

  beforeAll(async () => {
    pool = await openUserPool();
    await pool.createUser("ann");
  });
  afterAll(() => pool.cognito.close());

  const post = (target: string, body: string, headers: Record<string, string> = {}) =>
    fetch(pool.cognito.url, {
      method: "POST",
      body,
      headers: { "x-amz-target": `AWSCognitoIdentityProviderService.${target}`, ...headers },
    });
  const publishedKeys = async () => {
    const response = await fetch(`${pool.cognito.url}/${poolId}/.well-known/jwks.json`);
    return ((await response.json()) as { keys: PublishedKey[] }).keys;
  };
  const parts = (token: string) =>
    token
      .split(".")
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>);

  test("an operation that is not built says so", async () => {
    const call = new ForgotPasswordCommand({ ClientId: clientId, Username: "ann" });
    expect(await refusalOf(pool.sdk.send(call))).toBe("UnknownOperationException: Unknown operation ForgotPassword");
  });

  test("an administrative call without AWS credentials is refused", async () => {
    const response = await post("AdminGetUser", JSON.stringify({ UserPoolId: poolId, Username: "ann" }));
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      __type: "MissingAuthenticationTokenException",
      message: "Missing Authentication Token",
    });
  });

  test.each(["", "[]", "null", "{", '"text"'])("the body %j is refused as no object", async (body) => {
    const response = await post("GetUser", body);
    expect(response.status).toBe(400);
    expect(response.headers.get("x-amzn-errortype")).toBe("SerializationException");
  });

  test("a body of more than a mebibyte is refused", async () => {
    expect((await post("GetUser", `{"AccessToken":"${"x".repeat(1_100_000)}"}`)).status).toBe(413);
  });

  test("the keys of a pool that does not exist are not found", async () => {
    expect((await fetch(`${pool.cognito.url}/us-east-1_Nowhere/.well-known/jwks.json`)).status).toBe(404);
  });

  test("identity and access tokens are signed by two different published keys", async () => {
    const { AuthenticationResult } = await pool.signIn("ann");
    const keys = await publishedKeys();
    expect(keys).toHaveLength(2);
    const kids = [AuthenticationResult?.IdToken ?? "", AuthenticationResult?.AccessToken ?? ""].map((token) => {
      const [header] = parts(token);
      const [head, body, signature = ""] = token.split(".");
      const published = keys.find((key) => key.kid === header?.["kid"])!;
      const key = createPublicKey({ key: { ...published }, format: "jwk" });
      const isGenuine = verify("RSA-SHA256", Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url"));
      expect(isGenuine).toBe(true);
      return published.kid;
    });
    expect(new Set(kids).size).toBe(2);
  });

  test("tokens carry the claims of the service", async () => {
    const { AuthenticationResult } = await pool.signIn("ann");
    const [, identity] = parts(AuthenticationResult?.IdToken ?? "");
    const [, access] = parts(AuthenticationResult?.AccessToken ?? "");
    const issuedAt = Math.floor(pool.clock.now / 1000);
    const shared = {
      iss: `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`,
      auth_time: issuedAt,
      exp: issuedAt + 3600,
    };
    expect(identity).toMatchObject({ ...shared, token_use: "id", aud: clientId, "cognito:username": "ann" });
    expect(identity?.["custom:practice"]).toBe("practice-1");
    expect(access).toMatchObject({ ...shared, token_use: "access", client_id: clientId, username: "ann" });
    expect(access).not.toHaveProperty("custom:practice");
  });

  test("calls are counted by operation, and the count starts anew on request", async () => {
    pool.cognito.resetCalls();
    await pool.signIn("ann");
    expect(pool.cognito.calls()).toEqual({ AdminInitiateAuth: 1, passwordEvaluations: 1, codeEvaluations: 0 });
    pool.cognito.resetCalls();
    expect(pool.cognito.calls()).toEqual({ passwordEvaluations: 0, codeEvaluations: 0 });
  });
});
