import { createHmac } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { practiceId, userId } from "../../kit/builders.ts";
import { type PoolAnswer, startFakeUserPool } from "../../kit/fake-user-pool.ts";

const pool = await startFakeUserPool();
const { verifyPassword, verifyTotp } = await import("../../../shared/identity/sign-in.ts");
const { setFirstPassword } = await import("../../../shared/identity/credential.ts");
const { newAuthenticatorKey, preferAuthenticator, proveAuthenticator } = await import(
  "../../../shared/identity/authenticator.ts"
);

pool.answer("DescribeUserPoolClient", { body: { UserPoolClient: { ClientSecret: "client secret" } } });
beforeEach(() => {
  pool.calls.length = 0;
});
afterAll(() => pool.close());

const operations = () =>
  pool.calls.map(({ operation }) => operation).filter((name) => name !== "DescribeUserPoolClient");
const passwordTry = { userName: userId, password: "pass word", ticket: "1.x", address: "127.0.0.9" };
const refused = (error: string, message?: string): PoolAnswer => ({ error, ...(message ? { message } : {}) });

test.each([
  [refused("NotAuthorizedException", "Incorrect username or password."), "wrong"],
  [refused("NotAuthorizedException", "User is disabled."), "wrong"],
  [refused("UserNotFoundException"), "wrong"],
  [refused("NotAuthorizedException", "Password attempts exceeded"), "inner-lock"],
  [refused("UserLambdaValidationException", "PreAuthentication failed with error not open."), "fenced"],
])("when Cognito says %j the password was %s", async (answer, verdict) => {
  pool.answer("AdminInitiateAuth", answer);
  expect(await verifyPassword(passwordTry)).toEqual({ verdict });
});

test("a password goes over a connection of its own, never over one that lay idle", async () => {
  pool.answer("AdminInitiateAuth", refused("NotAuthorizedException", "Incorrect username or password."));
  for (let tried = 0; tried < 3; tried++) await verifyPassword(passwordTry);
  const tries = pool.calls.filter(({ operation }) => operation === "AdminInitiateAuth");
  expect(new Set(tries.map(({ port }) => port)).size).toBe(3);
});

test("a right password brings an access token, or the session of a challenge for the authenticator", async () => {
  pool.answer("AdminInitiateAuth", { body: { AuthenticationResult: { AccessToken: "a" } } });
  expect(await verifyPassword(passwordTry)).toEqual({ verdict: "right", accessToken: "a" });
  pool.answer("AdminInitiateAuth", { body: { ChallengeName: "SOFTWARE_TOKEN_MFA", Session: "s" } });
  expect(await verifyPassword(passwordTry)).toEqual({ verdict: "right-needs-totp", session: "s" });
});

test.each([
  { body: { ChallengeName: "NEW_PASSWORD_REQUIRED", Session: "s" } },
  { body: { ChallengeName: "SOFTWARE_TOKEN_MFA" } },
  { body: {} },
  refused("ResourceNotFoundException"),
  refused("UserNotConfirmedException"),
])("any other answer, %j, lets nobody in", async (answer) => {
  pool.answer("AdminInitiateAuth", answer);
  await expect(verifyPassword(passwordTry)).rejects.toThrow();
});

test("a password goes to Cognito with the client's proof, the ticket and the caller's address", async () => {
  pool.answer("AdminInitiateAuth", { body: { AuthenticationResult: { AccessToken: "a" } } });
  await verifyPassword(passwordTry);
  const hash = createHmac("sha256", "client secret").update(`${userId}client`).digest("base64");
  expect(pool.calls.at(-1)?.input).toMatchObject({
    UserPoolId: "us-east-1_pool",
    ClientId: "client",
    AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: userId, PASSWORD: "pass word", SECRET_HASH: hash },
    ClientMetadata: { ticket: "1.x" },
    ContextData: { IpAddress: "127.0.0.9" },
  });
});

test.each([
  [{ body: { AuthenticationResult: {} } }, "right"],
  [refused("CodeMismatchException"), "wrong"],
  [refused("ExpiredCodeException"), "wrong"],
  [refused("NotAuthorizedException", "Invalid session for the user."), "expired"],
] satisfies [PoolAnswer, string][])("when Cognito says %j the sign-in code was %s", async (answer, verdict) => {
  pool.answer("AdminRespondToAuthChallenge", answer);
  expect(await verifyTotp(userId, "s", "123456")).toBe(verdict);
});

test.each([
  [{ body: { Status: "SUCCESS" } }, "right"],
  [refused("EnableSoftwareTokenMFAException"), "wrong"],
  [refused("CodeMismatchException"), "wrong"],
  [refused("NotAuthorizedException"), "expired"],
] satisfies [PoolAnswer, string][])(
  "when Cognito says %j the code of a new authenticator was %s",
  async (answer, verdict) => {
    pool.answer("VerifySoftwareToken", answer);
    expect(await proveAuthenticator("token", "123456")).toBe(verdict);
  },
);

test("what Cognito cannot do is nobody's wrong code", async () => {
  for (const name of ["AdminRespondToAuthChallenge", "VerifySoftwareToken", "AssociateSoftwareToken"])
    pool.answer(name, refused("InternalErrorException"));
  await expect(verifyTotp(userId, "s", "123456")).rejects.toThrow();
  await expect(proveAuthenticator("token", "123456")).rejects.toThrow();
  await expect(newAuthenticatorKey("token")).rejects.toThrow();
});

test("a new authenticator's key comes for a token that is good, and not for one that is over", async () => {
  pool.answer("AssociateSoftwareToken", { body: { SecretCode: "KEY" } });
  expect(await newAuthenticatorKey("token")).toBe("KEY");
  pool.answer("AssociateSoftwareToken", refused("NotAuthorizedException"));
  expect(await newAuthenticatorKey("token")).toBeUndefined();
});

test("the authenticator is preferred from now on", async () => {
  pool.answer("AdminSetUserMFAPreference", { body: {} });
  await preferAuthenticator(userId);
  expect(pool.calls[0]?.input).toMatchObject({ SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
});

const owner = { userId, practiceId, username: "ben.sato" };
const ours = { body: { UserAttributes: [{ Name: "custom:practice", Value: practiceId }] } };

test("a first password makes the credential, without a mail of Cognito's", async () => {
  pool.answer("AdminCreateUser", { body: {} });
  pool.answer("AdminSetUserPassword", { body: {} });
  expect(await setFirstPassword(owner, "pass word")).toBe(true);
  expect(operations()).toEqual(["AdminCreateUser", "AdminSetUserPassword"]);
  expect(pool.calls[0]?.input).toMatchObject({ Username: userId, MessageAction: "SUPPRESS" });
  expect(pool.calls[1]?.input).toMatchObject({ Username: userId, Password: "pass word", Permanent: true });
});

test("a credential that is there is taken over when it is ours, and never another practice's", async () => {
  pool.answer("AdminCreateUser", refused("UsernameExistsException"));
  pool.answer("AdminGetUser", ours);
  pool.answer("AdminSetUserPassword", { body: {} });
  expect(await setFirstPassword(owner, "pass word")).toBe(true);
  pool.calls.length = 0;
  for (const attributes of [[], [{ Name: "custom:practice", Value: "prc_2" }]]) {
    pool.answer("AdminGetUser", { body: { UserAttributes: attributes } });
    await expect(setFirstPassword(owner, "pass word")).rejects.toThrow("another practice");
  }
  expect(operations()).not.toContain("AdminSetUserPassword");
});

test("a password that Cognito's rules refuse is refused; another error is a fault", async () => {
  pool.answer("AdminCreateUser", { body: {} });
  pool.answer("AdminSetUserPassword", refused("InvalidPasswordException"));
  expect(await setFirstPassword(owner, "short")).toBe(false);
  pool.answer("AdminSetUserPassword", refused("InvalidParameterException"));
  await expect(setFirstPassword(owner, "short")).rejects.toThrow();
});

test("a password that a crashed try had set already is set on a credential made afresh", async () => {
  pool.answer("AdminCreateUser", { body: {} });
  pool.answer("AdminDeleteUser", { body: {} });
  pool.answer("AdminSetUserPassword", refused("PasswordHistoryPolicyViolationException"), { body: {} });
  expect(await setFirstPassword(owner, "pass word")).toBe(true);
  expect(operations()).toEqual([
    "AdminCreateUser",
    "AdminSetUserPassword",
    "AdminDeleteUser",
    "AdminCreateUser",
    "AdminSetUserPassword",
  ]);
});
