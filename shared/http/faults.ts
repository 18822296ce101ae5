import type { APIGatewayProxyResult } from "aws-lambda";
import { Refusal } from "../domain/refusal.ts";
import { logFault } from "../telemetry/log.ts";
import { cookieGone } from "./cookies.ts";
import { faultReply, refusalReply } from "./reply.ts";

/** Faults of AWS that pass: the caller may try again and nothing was changed. */
const passingFaults = new Set([
  "TimeoutError",
  "ThrottlingException",
  "TooManyRequestsException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "InternalServerError",
  "InternalErrorException",
  "ServiceUnavailable",
  "TransactionInProgressException",
]);

/** The one place where a refusal or a fault becomes an answer. */
export function answerToError(error: unknown, requestId: string): APIGatewayProxyResult {
  if (error instanceof Refusal) {
    const isOver = error.code === "second-step.expired" || error.code === "sign-in.outside-hours";
    return refusalReply(error, requestId, isOver ? { cookies: [cookieGone("pending")] } : {});
  }
  logFault("a request failed", error, { requestId });
  const isPassing =
    error instanceof Error && (passingFaults.has(error.name) || isPassingAnswer(error) || isConnection(error));
  return isPassing
    ? refusalReply(new Refusal("request.busy", { retryAfterSeconds: 2 }), requestId)
    : faultReply(requestId);
}

/** The SDK gives every error of a service `$retryable`; only in those that pass does it hold something. Any 5xx passes. */
function isPassingAnswer(error: Error & { $retryable?: unknown; $metadata?: { httpStatusCode?: number } }): boolean {
  return error.$retryable !== undefined || (error.$metadata?.httpStatusCode ?? 0) >= 500;
}

const connectionFaults: readonly unknown[] = [
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "EHOSTUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
];

function isConnection(error: Error): boolean {
  return "code" in error && connectionFaults.includes(error.code);
}
