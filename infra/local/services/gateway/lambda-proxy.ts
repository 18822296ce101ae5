import { isObject, type Json } from "../../json.ts";
import { FunctionError } from "../lambda/function.ts";
import { GatewayRefusal, type Reply } from "./reply.ts";

/** `arn:aws:apigateway:…:lambda:path/2015-03-31/functions/<function's ARN>/invocations` */
export function functionArnOf(uri: string): string {
  return /\/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri;
}

const malformed = (): GatewayRefusal =>
  new GatewayRefusal("DEFAULT_5XX", 502, {
    message: "Internal server error",
    detail: "malformed Lambda proxy response",
  });

function headersOf(answer: { readonly [key: string]: Json }): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  const add = (name: string, values: readonly Json[]): void => {
    headers[name.toLowerCase()] = [...(headers[name.toLowerCase()] ?? []), ...values.map(String)];
  };
  const { headers: single, multiValueHeaders: multiple } = answer;
  for (const [name, values] of Object.entries(isObject(multiple) ? multiple : {})) {
    add(name, Array.isArray(values) ? values : [values]);
  }
  for (const [name, value] of Object.entries(isObject(single) ? single : {})) {
    if (!headers[name.toLowerCase()]) add(name, [value]);
  }
  return headers;
}

function replyOf(answer: Json): Reply {
  if (!isObject(answer)) throw malformed();
  const status = Number(answer["statusCode"] ?? 200);
  const body = answer["body"] ?? "";
  if (!(status >= 100 && status < 600) || typeof body !== "string") throw malformed();
  const bytes = answer["isBase64Encoded"] === true ? Buffer.from(body, "base64") : body;
  return { status, headers: { "content-type": ["application/json"], ...headersOf(answer) }, body: bytes };
}

/**
 * Calls the function and turns its answer into the gateway's.
 * @throws GatewayRefusal 504 after the integration's limit, 502 for a function that failed or answered no reply
 */
export async function lambdaReply(invoke: () => Promise<unknown>, limitMilliseconds: number): Promise<Reply> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const refusal = new GatewayRefusal("INTEGRATION_TIMEOUT", 504, { message: "Endpoint request timed out" });
  const timer = setTimeout(() => reject(refusal), limitMilliseconds);
  try {
    return replyOf((await Promise.race([invoke(), late])) as Json);
  } catch (error) {
    if (error instanceof FunctionError) throw malformed();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
