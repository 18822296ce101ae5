import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../../tools/loopback-server.ts";
import { CognitoError } from "./cognito-error.ts";
import type { Context } from "./context.ts";
import { isJson, type Json } from "./fields.ts";
import { openOperations, signedOperations } from "./operation-table.ts";
import { publishedKeys } from "./signing-keys.ts";

const targetPrefix = "AWSCognitoIdentityProviderService.";
const maxBodyBytes = 1_048_576;
const keysPath = /^\/([^/]+)\/\.well-known\/jwks\.json$/;

/** Answers one HTTP request in the service's protocol, JSON 1.1. */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): Promise<void> {
  response.setHeader("x-amzn-requestid", randomUUID());
  if (request.method !== "POST") return answerKeys(request, response, context);
  response.setHeader("content-type", "application/x-amz-json-1.1");
  try {
    const answer = await callOperation(request, context);
    response.end(JSON.stringify(answer));
  } catch (error) {
    if (request.destroyed && !request.complete) return; // The caller hung up.
    const { status, code, message } = describe(error);
    response.statusCode = status;
    response.setHeader("x-amzn-errortype", code);
    response.end(JSON.stringify({ __type: code, message }));
  }
}

function answerKeys(request: IncomingMessage, response: ServerResponse, context: Context): void {
  const poolId = keysPath.exec(request.url ?? "")?.[1];
  const isKnown = request.method === "GET" && poolId !== undefined && context.pools.byId.has(poolId);
  response.statusCode = isKnown ? 200 : 404;
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(isKnown ? publishedKeys(context.keys) : { message: "Not found" }));
}

async function callOperation(request: IncomingMessage, context: Context): Promise<Json> {
  const target = String(request.headers["x-amz-target"] ?? "");
  const name = target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : "";
  const operation = signedOperations.get(name) ?? openOperations.get(name);
  if (!operation) throw new CognitoError("UnknownOperationException", `Unknown operation ${name || target}`);
  context.tally.add(name);
  if (signedOperations.has(name) && !request.headers.authorization?.startsWith("AWS4-HMAC-SHA256 ")) {
    throw new CognitoError("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  return operation(parse(await readBody(request, maxBodyBytes)), context);
}

function parse(body: string): Json {
  try {
    const value: unknown = JSON.parse(body);
    if (isJson(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new CognitoError("SerializationException", "The request is not a JSON object.");
}

function describe(error: unknown): { status: number; code: string; message: string } {
  if (error instanceof CognitoError) return { status: 400, code: error.code, message: error.message };
  if (error instanceof RangeError) return { status: 413, code: "RequestTooLargeException", message: error.message };
  console.error(error);
  return { status: 500, code: "InternalErrorException", message: "The local identity service failed; see its output." };
}
