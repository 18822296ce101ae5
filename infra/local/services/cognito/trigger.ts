import { CognitoError } from "./cognito-error.ts";
import type { Context } from "./context.ts";
import { isJson, type Json, recordAt, textAt } from "./fields.ts";
import { type Client, type Pool, regionOf } from "./pool.ts";
import type { User } from "./user.ts";

/** One call of a function that the pool's LambdaConfig names. */
export interface TriggerCall {
  readonly pool: Pool;
  readonly client: Client;
  /** The key of LambdaConfig. */
  readonly trigger: "PreAuthentication" | "PostAuthentication" | "PreTokenGeneration";
  readonly source: string;
  readonly userName: string;
  readonly user: User | undefined;
  readonly request: Json;
  readonly response: Json;
}

/**
 * The function's response; the given one when the pool has no such function. Throws UserLambdaValidationException with the
 * function's own message, UnexpectedLambdaException after the limit, InvalidLambdaResponseException for an answer that is no event.
 */
export async function callTrigger(call: TriggerCall, context: Context): Promise<Json> {
  const arn = arnFor(call);
  if (!arn) return call.response;
  const answer = await withinLimit(call, context, context.invoke(arn, eventOf(call)));
  if (isJson(answer) && isJson(answer["response"])) return answer["response"];
  throw new CognitoError("InvalidLambdaResponseException", "Unrecognizable lambda output");
}

function arnFor({ pool, trigger }: TriggerCall): string | undefined {
  const configured = recordAt(pool.properties, "LambdaConfig");
  const versioned = recordAt(configured, `${trigger}Config`);
  return textAt(configured, trigger) || textAt(versioned, "LambdaArn") || undefined;
}

function eventOf(call: TriggerCall): Json {
  return {
    version: "1",
    region: regionOf(call.pool.id),
    userPoolId: call.pool.id,
    userName: call.userName,
    callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: call.client.id },
    triggerSource: call.source,
    request: { userAttributes: attributesForTrigger(call.user), ...call.request },
    response: call.response,
  };
}

function attributesForTrigger(user: User | undefined): Json {
  return user ? { sub: user.sub, "cognito:user_status": user.status, ...user.attributes } : {};
}

async function withinLimit(call: TriggerCall, context: Context, running: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new CognitoError("UnexpectedLambdaException", `${call.trigger} failed with error timed out.`));
    }, context.triggerLimitMs);
  });
  const answer = running.catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    throw new CognitoError("UserLambdaValidationException", `${call.trigger} failed with error ${message}.`);
  });
  try {
    return await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}
