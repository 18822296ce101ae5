import { AdminGetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, describe, expect, test } from "vitest";
import type { Invoke } from "../../../../infra/local/services/cognito/context.ts";
import { openUserPool, password, poolId, refusalOf, type UserPool, wrong, wrongPassword } from "./user-pool.ts";

interface TriggerEvent {
  readonly triggerSource: string;
  readonly userName: string;
  readonly request: Record<string, unknown>;
}

describe("a function that the pool calls", () => {
  let pool: UserPool | undefined;
  afterEach(() => pool?.cognito.close());

  const open = async (trigger: string, invoke: Invoke, triggerLimitMs = 5000) => {
    pool = await openUserPool({ pool: { LambdaConfig: { [trigger]: "arn:trigger" } }, invoke, triggerLimitMs });
    await pool.createUser("ann");
    return pool;
  };
  const recording = () => {
    const events: TriggerEvent[] = [];
    const invoke: Invoke = async (arn, event) => {
      expect(arn).toBe("arn:trigger");
      events.push(event as TriggerEvent);
      return event;
    };
    return { events, invoke };
  };

  test("before authentication it sees who signs in and what our code passed along", async () => {
    const { events, invoke } = recording();
    const { signIn } = await open("PreAuthentication", invoke);
    await signIn("ann", password, { ticket: "abc" });
    expect(events).toEqual([
      expect.objectContaining({
        version: "1",
        region: "us-east-1",
        userPoolId: poolId,
        userName: "ann",
        triggerSource: "PreAuthentication_Authentication",
        callerContext: expect.objectContaining({ clientId: "testclient" }),
        request: {
          userAttributes: expect.objectContaining({
            "custom:practice": "practice-1",
            "cognito:user_status": "CONFIRMED",
          }),
          validationData: { ticket: "abc" },
          userNotFound: false,
        },
        response: {},
      }),
    ]);
  });

  test("its refusal is the caller's, and no password is compared", async () => {
    const { signIn, cognito } = await open("PreAuthentication", () => Promise.reject(new Error("practice closed")));
    expect(await refusalOf(signIn("ann"))).toBe(
      "UserLambdaValidationException: PreAuthentication failed with error practice closed.",
    );
    expect(cognito.calls()["passwordEvaluations"]).toBe(0);
  });

  test("it is asked about unknown names too, so that they cannot be told apart", async () => {
    const { events, invoke } = recording();
    const { signIn } = await open("PreAuthentication", invoke);
    expect(await refusalOf(signIn("nobody", wrongPassword))).toBe(wrong);
    expect(events[0]?.request).toEqual({ userAttributes: {}, validationData: null, userNotFound: true });
  });

  test("one that takes too long ends the sign-in", async () => {
    const { signIn } = await open("PreAuthentication", () => new Promise(() => {}), 50);
    expect(await refusalOf(signIn("ann"))).toBe(
      "UnexpectedLambdaException: PreAuthentication failed with error timed out.",
    );
  });

  test("an answer that is no event ends the sign-in", async () => {
    const { signIn } = await open("PreAuthentication", async () => ({ statusCode: 200 }));
    expect(await refusalOf(signIn("ann"))).toBe("InvalidLambdaResponseException: Unrecognizable lambda output");
  });

  test("after authentication it is called once the sign-in is complete, not at a challenge", async () => {
    const { events, invoke } = recording();
    const { signIn, answer, enrol, codeNow } = await open("PostAuthentication", invoke);
    const authenticator = await enrol("ann");
    events.length = 0;
    const challenge = await signIn("ann");
    expect(events).toHaveLength(0);
    await answer("ann", challenge, { SOFTWARE_TOKEN_MFA_CODE: codeNow(authenticator) });
    expect(events.map((event) => event.triggerSource)).toEqual(["PostAuthentication_Authentication"]);
  });

  test("its refusal after authentication gives no tokens", async () => {
    const { signIn } = await open("PostAuthentication", () => Promise.reject(new Error("not today")));
    expect(await refusalOf(signIn("ann"))).toBe(
      "UserLambdaValidationException: PostAuthentication failed with error not today.",
    );
  });

  test("before tokens are made it adds and takes away claims of the identity token", async () => {
    const details = { claimsToAddOrOverride: { practice: "p1" }, claimsToSuppress: ["custom:practice"] };
    const { signIn } = await open("PreTokenGeneration", async (_arn, event) => {
      return { ...(event as TriggerEvent), response: { claimsOverrideDetails: details } };
    });
    const token = (await signIn("ann")).AuthenticationResult?.IdToken ?? "";
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<
      string,
      unknown
    >;
    expect(claims["practice"]).toBe("p1");
    expect(claims).not.toHaveProperty("custom:practice");
  });

  test("a user disabled while it runs gets no tokens", async () => {
    const { signIn, sdk } = await open("PostAuthentication", async (_arn, event) => {
      const { AdminDisableUserCommand } = await import("@aws-sdk/client-cognito-identity-provider");
      await sdk.send(new AdminDisableUserCommand({ UserPoolId: poolId, Username: "ann" }));
      return event;
    });
    expect(await refusalOf(signIn("ann"))).toBe("NotAuthorizedException: User is disabled.");
    const shown = await sdk.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: "ann" }));
    expect(shown.Enabled).toBe(false);
  });
});
