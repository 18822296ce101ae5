import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminRespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openUserPool, poolId, refusalOf, type UserPool } from "./user-pool.ts";

const invalid = "NotAuthorizedException: Invalid session for the user.";

describe("a challenge and its session", () => {
  let pool: UserPool;
  let authenticator = "";

  beforeAll(async () => {
    pool = await openUserPool();
    await pool.createUser("ann");
    await pool.createUser("bob");
    authenticator = await pool.enrol("ann");
  });
  afterAll(() => pool.cognito.close());

  const code = (steps = 0) => ({ SOFTWARE_TOKEN_MFA_CODE: pool.codeNow(authenticator, steps) });
  const wait = (ms: number) => {
    pool.clock.now += ms;
  };

  test("the password of an enrolled user answers a challenge and no tokens", async () => {
    const challenge = await pool.signIn("ann");
    expect(challenge.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    expect(challenge.ChallengeParameters).toEqual({ USER_ID_FOR_SRP: "ann" });
    expect(challenge.AuthenticationResult).toBeUndefined();
  });

  test("a session is good for one answer", async () => {
    wait(90_000);
    const challenge = await pool.signIn("ann");
    expect((await pool.answer("ann", challenge, code())).AuthenticationResult?.TokenType).toBe("Bearer");
    expect(await refusalOf(pool.answer("ann", challenge, code(1)))).toBe(invalid);
  });

  test("of many answers to one session sent at once a single one gets tokens", async () => {
    wait(90_000);
    const challenge = await pool.signIn("ann");
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => refusalOf(pool.answer("ann", challenge, code()))),
    );
    expect(answers.filter((answer) => answer === "accepted")).toHaveLength(1);
    expect(answers.filter((answer) => answer === invalid)).toHaveLength(19);
  });

  test("a session ends after the client's ten minutes", async () => {
    wait(90_000);
    const challenge = await pool.signIn("ann");
    wait(600_000);
    expect(await refusalOf(pool.answer("ann", challenge, code()))).toBe(
      "NotAuthorizedException: Invalid session for the user, session is expired.",
    );
  });

  test("a session is good until just before the ten minutes are over", async () => {
    const challenge = await pool.signIn("ann");
    wait(599_999);
    expect(await refusalOf(pool.answer("ann", challenge, code()))).toBe("accepted");
  });

  test("one user's session does not let another user in", async () => {
    const challenge = await pool.signIn("ann");
    expect(await refusalOf(pool.answer("bob", challenge, code()))).toBe(invalid);
  });

  test("a session waits for its own challenge only", async () => {
    const challenge = { ...(await pool.signIn("ann")), ChallengeName: "NEW_PASSWORD_REQUIRED" as const };
    expect(await refusalOf(pool.answer("ann", challenge, { NEW_PASSWORD: "a brand new password" }))).toBe(invalid);
  });

  test("a session is bound to the client that opened it", async () => {
    const challenge = await pool.signIn("ann");
    pool.cognito.createClient(poolId, { id: "other", properties: {} });
    const call = new AdminRespondToAuthChallengeCommand({
      UserPoolId: poolId,
      ClientId: "other",
      ChallengeName: challenge.ChallengeName,
      Session: challenge.Session,
      ChallengeResponses: { USERNAME: "ann", ...code() },
    });
    expect(await refusalOf(pool.sdk.send(call))).toBe(invalid);
  });

  test("a user disabled between password and code stays out", async () => {
    wait(90_000);
    const challenge = await pool.signIn("ann");
    await pool.sdk.send(new AdminDisableUserCommand({ UserPoolId: poolId, Username: "ann" }));
    expect(await refusalOf(pool.answer("ann", challenge, code()))).toBe("NotAuthorizedException: User is disabled.");
    await pool.sdk.send(new AdminEnableUserCommand({ UserPoolId: poolId, Username: "ann" }));
  });

  test("a session nobody opened is refused", async () => {
    const invented = { ChallengeName: "SOFTWARE_TOKEN_MFA" as const, Session: "x".repeat(40) };
    expect(await refusalOf(pool.answer("ann", invented, code()))).toBe(invalid);
  });

  test("a third wrong code ends the session", async () => {
    const challenge = await pool.signIn("ann");
    const mismatch = "CodeMismatchException: Invalid code received for user";
    for (const _ of [1, 2, 3]) {
      expect(await refusalOf(pool.answer("ann", challenge, { SOFTWARE_TOKEN_MFA_CODE: "000000" }))).toBe(mismatch);
    }
    expect(await refusalOf(pool.answer("ann", challenge, code()))).toBe(invalid);
  });

  test("the answer needs the secret hash too", async () => {
    const challenge = await pool.signIn("ann");
    expect(await refusalOf(pool.answer("ann", challenge, { ...code(), SECRET_HASH: "AAAA" }))).toBe(
      "NotAuthorizedException: Unable to verify secret hash for client testclient",
    );
  });

  test("a temporary password must be replaced before there are tokens", async () => {
    await pool.setPassword("bob", "one time password", false);
    const challenge = await pool.signIn("bob", "one time password");
    expect(challenge.ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    expect(challenge.ChallengeParameters).toMatchObject({ USER_ID_FOR_SRP: "bob", requiredAttributes: "[]" });
    const weak = await refusalOf(pool.answer("bob", challenge, { NEW_PASSWORD: "short" }));
    expect(weak).toBe("InvalidPasswordException: Password did not conform with policy: Password not long enough");
    const done = await pool.answer("bob", challenge, { NEW_PASSWORD: "bobs very own password" });
    expect(done.AuthenticationResult?.TokenType).toBe("Bearer");
    expect(await refusalOf(pool.signIn("bob", "one time password"))).toContain("Incorrect username or password.");
    expect(await refusalOf(pool.signIn("bob", "bobs very own password"))).toBe("accepted");
  });

  test("a temporary password is refused once its days are over", async () => {
    await pool.createUser("late");
    await pool.setPassword("late", "one time password", false);
    wait(7 * 86_400_000);
    expect(await refusalOf(pool.signIn("late", "one time password"))).toBe(
      "NotAuthorizedException: Temporary password has expired and must be reset by an administrator.",
    );
  });
});
