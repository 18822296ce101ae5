import { AdminCreateUserCommand, ChangePasswordCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { matchesPassword } from "../../../../infra/local/services/cognito/password.ts";
import { exceeded, openUserPool, password, poolId, refusalOf, type UserPool, wrong } from "./user-pool.ts";

const policyMessage = "InvalidPasswordException: Password did not conform with policy:";
const reused = "PasswordHistoryPolicyViolationException: Password has previously been used";

describe("a pool's passwords", () => {
  let pool: UserPool;

  beforeAll(async () => {
    pool = await openUserPool();
    await pool.createUser("ann");
  });
  afterAll(() => pool.cognito.close());

  test("eleven characters are too few and twelve enough", async () => {
    expect(await refusalOf(pool.setPassword("ann", "elevenchars"))).toBe(`${policyMessage} Password not long enough`);
    expect(await refusalOf(pool.setPassword("ann", "twelve chars"))).toBe("accepted");
  });

  test.each([" leading blank here", "trailing blank here "])(
    "%j is refused for its blank at the edge",
    async (given) => {
      expect(await refusalOf(pool.setPassword("ann", given))).toMatch(/^InvalidParameterException: .*'password'/);
    },
  );

  test("257 characters are refused", async () => {
    expect(await refusalOf(pool.setPassword("ann", "x".repeat(257)))).toMatch(/^InvalidParameterException: .*256/);
  });

  test("the last five passwords cannot come again, the one before them can", async () => {
    await pool.createUser("hal");
    for (const number of [2, 3, 4, 5]) await pool.setPassword("hal", `password number ${number}`);
    expect(await refusalOf(pool.setPassword("hal", "password number 5"))).toBe(reused);
    expect(await refusalOf(pool.setPassword("hal", password))).toBe(reused);
    await pool.setPassword("hal", "password number 6");
    expect(await refusalOf(pool.setPassword("hal", password))).toBe("accepted");
  });

  test("a user changes the password with the old one only, and the lock stands before that too", async () => {
    await pool.createUser("cho");
    const AccessToken = (await pool.signIn("cho")).AuthenticationResult?.AccessToken;
    const change = (PreviousPassword: string, ProposedPassword: string) =>
      refusalOf(pool.sdk.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword })));
    expect(await change(password, password)).toBe(reused);
    expect(await change(password, "chos second password")).toBe("accepted");
    expect(await refusalOf(pool.signIn("cho", "chos second password"))).toBe("accepted");
    for (let attempt = 0; attempt < 5; attempt += 1) expect(await change(password, "chos third password")).toBe(wrong);
    expect(await change("chos second password", "chos third password")).toBe(exceeded);
  });

  test("a weak temporary password creates no user", async () => {
    const create = (TemporaryPassword?: string) =>
      refusalOf(
        pool.sdk.send(
          new AdminCreateUserCommand({
            UserPoolId: poolId,
            Username: "eve",
            MessageAction: "SUPPRESS",
            TemporaryPassword,
          }),
        ),
      );
    expect(await create("short")).toBe(`${policyMessage} Password not long enough`);
    expect(await create()).toBe("accepted");
  });

  test("an absent hash matches no password", () => {
    expect(matchesPassword("", undefined)).toBe(false);
  });
});

test.each([
  ["RequireUppercase", "lowercase-1234", "Password must have uppercase characters"],
  ["RequireLowercase", "UPPERCASE-1234", "Password must have lowercase characters"],
  ["RequireNumbers", "no-numbers-Here", "Password must have numeric characters"],
  ["RequireSymbols", "NoSymbols12345", "Password must have symbol characters"],
])("a pool that sets %s refuses %s", async (rule, given, message) => {
  const pool = await openUserPool({ pool: { Policies: { PasswordPolicy: { MinimumLength: 8, [rule]: "true" } } } });
  const create = new AdminCreateUserCommand({
    UserPoolId: poolId,
    Username: "ann",
    MessageAction: "SUPPRESS",
    TemporaryPassword: given,
  });
  expect(await refusalOf(pool.sdk.send(create))).toBe(`${policyMessage} ${message}`);
  await pool.cognito.close();
});
