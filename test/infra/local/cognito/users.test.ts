import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  type AttributeType,
  DescribeUserPoolCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openUserPool, poolId, refusalOf, type UserPool } from "./user-pool.ts";

describe("the users of a pool", () => {
  let pool: UserPool;

  beforeAll(async () => {
    pool = await openUserPool();
    for (const name of ["ann", "bob", "cho"]) await pool.createUser(name);
  });
  afterAll(() => pool.cognito.close());

  const get = (Username: string) => pool.sdk.send(new AdminGetUserCommand({ UserPoolId: poolId, Username }));
  const create = (Username: string, more: object = {}) =>
    pool.sdk.send(new AdminCreateUserCommand({ UserPoolId: poolId, Username, MessageAction: "SUPPRESS", ...more }));
  const update = (UserAttributes: AttributeType[]) =>
    pool.sdk.send(new AdminUpdateUserAttributesCommand({ UserPoolId: poolId, Username: "ann", UserAttributes }));

  test("a user with a permanent password is confirmed", async () => {
    const user = await get("ann");
    expect(user).toMatchObject({ Username: "ann", Enabled: true, UserStatus: "CONFIRMED" });
    expect(user.UserAttributes).toContainEqual({ Name: "custom:practice", Value: "practice-1" });
    expect(user.UserCreateDate?.getTime()).toBe(pool.clock.now);
  });

  test("a new user must change the temporary password", async () => {
    expect((await create("dora")).User?.UserStatus).toBe("FORCE_CHANGE_PASSWORD");
  });

  test("a name is taken once, whatever its case", async () => {
    expect(await refusalOf(create("ANN"))).toBe("UsernameExistsException: User account already exists");
  });

  test("of many creations of one name at once a single one succeeds", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => refusalOf(create("race"))));
    expect(answers.filter((answer) => answer === "accepted")).toHaveLength(1);
  });

  test("creation that would send a mail is refused, because none would be sent", async () => {
    expect(await refusalOf(create("eve", { MessageAction: undefined }))).toMatch(/^CodeDeliveryFailureException/);
    expect(await refusalOf(get("eve"))).toBe("UserNotFoundException: User does not exist.");
  });

  test("an attribute the schema does not know is refused", async () => {
    const attributes = { UserAttributes: [{ Name: "custom:color", Value: "red" }] };
    expect(await refusalOf(create("eve", attributes))).toBe(
      "InvalidParameterException: Attributes did not conform to the schema: Type for attribute {custom:color} could not be determined",
    );
  });

  test("an immutable attribute stays as it was created", async () => {
    expect(await refusalOf(update([{ Name: "custom:practice", Value: "practice-2" }]))).toBe(
      "InvalidParameterException: user.custom:practice: Attribute cannot be updated.",
    );
    await update([{ Name: "email", Value: "ann@example.org" }]);
    expect((await get("ann")).UserAttributes).toContainEqual({ Name: "email", Value: "ann@example.org" });
  });

  test("users are listed in pages and found by a filter", async () => {
    const list = (input: object) => pool.sdk.send(new ListUsersCommand({ UserPoolId: poolId, ...input }));
    const first = await list({ Limit: 2 });
    expect(first.Users?.map((user) => user.Username)).toEqual(["ann", "bob"]);
    const second = await list({ Limit: 2, PaginationToken: first.PaginationToken });
    expect(second.Users?.[0]?.Username).toBe("cho");
    const found = await list({ Filter: 'email = "ann@example.org"' });
    expect(found.Users?.map((user) => user.Username)).toEqual(["ann"]);
    expect((await list({ Filter: 'username ^= "b"' })).Users).toHaveLength(1);
    expect(await refusalOf(list({ Filter: "nonsense" }))).toBe(
      "InvalidParameterException: Error while parsing filter.",
    );
    expect(await refusalOf(list({ Limit: 61 }))).toMatch(/^InvalidParameterException/);
  });

  test("a deleted user is gone and the name is free", async () => {
    await pool.sdk.send(new AdminDeleteUserCommand({ UserPoolId: poolId, Username: "cho" }));
    expect(await refusalOf(get("cho"))).toBe("UserNotFoundException: User does not exist.");
    expect(await refusalOf(create("cho"))).toBe("accepted");
  });

  test("the pool is described as its template has it", async () => {
    const { UserPool } = await pool.sdk.send(new DescribeUserPoolCommand({ UserPoolId: poolId }));
    expect(UserPool).toMatchObject({ Id: poolId, Name: "test", MfaConfiguration: "OPTIONAL" });
    expect(UserPool?.Policies?.PasswordPolicy?.PasswordHistorySize).toBe(5);
  });

  test("an unknown pool is named", async () => {
    const call = new DescribeUserPoolCommand({ UserPoolId: "us-east-1_Nowhere" });
    expect(await refusalOf(pool.sdk.send(call))).toBe(
      "ResourceNotFoundException: User pool us-east-1_Nowhere does not exist.",
    );
  });
});
