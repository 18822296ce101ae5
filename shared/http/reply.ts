import type { APIGatewayProxyResult } from "aws-lambda";
import { type FieldError, type Refusal, refusals } from "../domain/refusal.ts";

/** On every answer, good or bad: nothing is cached, framed, sniffed or run. Source: ASVS 3.4, 14.3.2. */
const safeHeaders = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const;

/** What an answer may carry beside its body. */
export interface ReplyExtras {
  readonly cookies?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A good answer. `undefined` is an empty body. */
export function jsonReply(
  status: number,
  body: unknown,
  { cookies = [], headers = {} }: ReplyExtras = {},
): APIGatewayProxyResult {
  return {
    statusCode: status,
    headers: { ...safeHeaders, "content-type": "application/json", ...headers },
    ...(cookies.length > 0 ? { multiValueHeaders: { "set-cookie": [...cookies] } } : {}),
    body: body === undefined ? "" : JSON.stringify(body),
  };
}

/** A refusal as problem details. Source: RFC 9457. */
export function refusalReply(
  { code, facts }: Refusal,
  requestId: string,
  extras: ReplyExtras = {},
): APIGatewayProxyResult {
  const { status, message } = refusals[code];
  const retry = facts.retryAfterSeconds;
  return problem({
    requestId,
    status,
    code,
    title: message,
    detail: facts.more ? `${message} ${facts.more}` : message,
    ...(facts.errors ? { errors: facts.errors } : {}),
    extras: { ...extras, headers: { ...extras.headers, ...(retry ? { "retry-after": String(retry) } : {}) } },
  });
}

/** A fault: the caller learns the request's id and nothing else. */
export function faultReply(requestId: string): APIGatewayProxyResult {
  return problem({
    requestId,
    status: 500,
    code: "fault",
    detail: "Something went wrong on our side. Try again, and give the request id to support if it stays so.",
  });
}

interface Problem {
  readonly requestId: string;
  readonly status: number;
  readonly code: string;
  /** The same at every occurrence; `detail` may go on with what is true of this one. */
  readonly title?: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly extras?: ReplyExtras;
}

function problem({ requestId, status, code, detail, title = detail, errors, extras }: Problem): APIGatewayProxyResult {
  const body = {
    type: `urn:gatehouse:problem:${code}`,
    title,
    status,
    code,
    detail,
    instance: `urn:request:${requestId}`,
    ...(errors ? { errors } : {}),
  };
  return jsonReply(status, body, {
    ...extras,
    headers: { ...extras?.headers, "content-type": "application/problem+json" },
  });
}
