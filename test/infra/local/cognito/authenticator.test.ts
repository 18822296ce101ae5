import {
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  SetUserMFAPreferenceCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { codeOf } from "../../../../infra/local/services/cognito/authenticator.ts";
import { openUserPool, poolId, refusalOf, type UserPool } from "./user-pool.ts";

// RFC 6238 Appendix B, SHA-1, the last six of the eight digits.
test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
  [20_000_000_000, "353130"],
])("the code at second %d is that of the standard", (seconds, code) => {
  expect(codeOf("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Math.floor(seconds / 30))).toBe(code);
});

describe("an authenticator app", () => {
  let pool: UserPool;
  let account = 0;
  let name = "";

  beforeAll(async () => {
    pool = await openUserPool();
  });
  afterAll(() => pool.cognito.close());
  beforeEach(async () => {
    account += 1;
    name = `account-${account}`;
    await pool.createUser(name);
  });

  const tokenOf = async () => (await pool.signIn(name)).AuthenticationResult?.AccessToken ?? "";
  const signInWith = async (code: string) =>
    refusalOf(pool.answer(name, await pool.signIn(name), { SOFTWARE_TOKEN_MFA_CODE: code }));

  test("enrolment asks for a code of the new secret", async () => {
    const AccessToken = await tokenOf();
    const { SecretCode = "" } = await pool.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    expect(SecretCode).toMatch(/^[A-Z2-7]{52}$/);
    const verify = (UserCode: string) => pool.sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
    expect(await refusalOf(verify("000000"))).toBe("EnableSoftwareTokenMFAException: Code mismatch");
    expect((await verify(pool.codeNow(SecretCode))).Status).toBe("SUCCESS");
  });

  test("an authenticator that was never proven cannot be switched on", async () => {
    const AccessToken = await tokenOf();
    await pool.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    const wish = { UserPoolId: poolId, Username: name, SoftwareTokenMfaSettings: { Enabled: true } };
    expect(await refusalOf(pool.sdk.send(new AdminSetUserMFAPreferenceCommand(wish)))).toBe(
      "InvalidParameterException: User has not verified software token mfa",
    );
    expect(await refusalOf(pool.signIn(name))).toBe("accepted");
  });

  test("a proven authenticator asks for nothing until it is switched on", async () => {
    const AccessToken = await tokenOf();
    const { SecretCode = "" } = await pool.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    await pool.sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: pool.codeNow(SecretCode) }));
    expect((await pool.signIn(name)).ChallengeName).toBeUndefined();
    const wish = { AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } };
    await pool.sdk.send(new SetUserMFAPreferenceCommand(wish));
    expect((await pool.signIn(name)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("an enrolled user is shown with the second factor", async () => {
    await pool.enrol(name);
    const shown = await pool.sdk.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: name }));
    expect(shown.UserMFASettingList).toEqual(["SOFTWARE_TOKEN_MFA"]);
    expect(shown.PreferredMfaSetting).toBe("SOFTWARE_TOKEN_MFA");
  });

  test.each([
    [-2, "CodeMismatchException: Invalid code received for user"],
    [-1, "accepted"],
    [0, "accepted"],
    [1, "accepted"],
    [2, "CodeMismatchException: Invalid code received for user"],
  ])("the code of the time step %d from now is answered by %s", async (steps, expected) => {
    const secret = await pool.enrol(name);
    expect(await signInWith(pool.codeNow(secret, steps))).toBe(expected);
  });

  test("a code lets nobody in twice, not even while it is still shown", async () => {
    const secret = await pool.enrol(name);
    expect(await signInWith(pool.codeNow(secret))).toBe("accepted");
    expect(await signInWith(pool.codeNow(secret))).toBe(
      "ExpiredCodeException: Your software token has already been used once.",
    );
    pool.clock.now += 30_000;
    expect(await signInWith(pool.codeNow(secret, -1))).toBe(
      "ExpiredCodeException: Your software token has already been used once.",
    );
    expect(await signInWith(pool.codeNow(secret))).toBe("accepted");
  });

  test("setting up a new authenticator leaves the old one in force until the new one is proven", async () => {
    const secret = await pool.enrol(name);
    const challenge = await pool.signIn(name);
    const done = await pool.answer(name, challenge, { SOFTWARE_TOKEN_MFA_CODE: pool.codeNow(secret) });
    const AccessToken = done.AuthenticationResult?.AccessToken;
    await pool.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }));
    pool.clock.now += 60_000;
    expect(await signInWith(pool.codeNow(secret))).toBe("accepted");
  });

  test("an authenticator switched off asks for nothing", async () => {
    await pool.enrol(name);
    const wish = { UserPoolId: poolId, Username: name, SoftwareTokenMfaSettings: { Enabled: false } };
    await pool.sdk.send(new AdminSetUserMFAPreferenceCommand(wish));
    expect((await pool.signIn(name)).ChallengeName).toBeUndefined();
  });

  test("second factors by mail are refused, not silently ignored", async () => {
    const wish = { UserPoolId: poolId, Username: name, EmailMfaSettings: { Enabled: true } };
    expect(await refusalOf(pool.sdk.send(new AdminSetUserMFAPreferenceCommand(wish)))).toMatch(
      /^InvalidParameterException: EmailMfaSettings/,
    );
  });

  test("the live codes of accounts are those of their apps", async () => {
    const secret = await pool.enrol(name);
    expect(pool.cognito.authenticators()).toContainEqual({ userName: name, label: name, code: pool.codeNow(secret) });
  });

  test("wrong codes are counted as codes and leave the password's lock alone", async () => {
    await pool.enrol(name);
    pool.cognito.resetCalls();
    for (let attempt = 0; attempt < 6; attempt += 1) await signInWith("000000");
    expect(pool.cognito.calls()).toMatchObject({ passwordEvaluations: 6, codeEvaluations: 6 });
    expect((await pool.signIn(name)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });
});

test("where the pool demands a second step, sign-in leads through its set-up", async () => {
  const pool = await openUserPool({ pool: { MfaConfiguration: "ON" } });
  await pool.createUser("ann");
  const first = await pool.signIn("ann");
  expect(first.ChallengeName).toBe("MFA_SETUP");
  expect(first.ChallengeParameters?.["MFAS_CAN_SETUP"]).toBe('["SOFTWARE_TOKEN_MFA"]');
  expect(await refusalOf(pool.answer("ann", first, {}))).toBe("NotAuthorizedException: Invalid session for the user.");
  const { SecretCode = "", Session } = await pool.sdk.send(
    new AssociateSoftwareTokenCommand({ Session: first.Session }),
  );
  const UserCode = pool.codeNow(SecretCode);
  const proven = await pool.sdk.send(new VerifySoftwareTokenCommand({ Session, UserCode }));
  const done = await pool.answer("ann", { ChallengeName: "MFA_SETUP", Session: proven.Session }, {});
  expect(done.AuthenticationResult?.TokenType).toBe("Bearer");
  expect((await pool.signIn("ann")).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  await pool.cognito.close();
});
