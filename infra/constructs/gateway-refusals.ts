import { ResponseType, type RestApi } from "aws-cdk-lib/aws-apigateway";
import { type RefusalCode, refusals } from "../../shared/domain/refusal.ts";

/** Headers of whatever the gateway answers by itself: the same as a function's, which a test compares. */
export const refusalHeaders = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "content-type": "application/problem+json",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const;

/** A header value as a mapping of API Gateway wants it: a literal in single quotes. */
export const literal = (value: string): string => `'${value}'`;

/** What a function that broke, or could not be reached, leaves to say. The change may or may not have happened. */
const fault = {
  status: 500,
  message: "Something went wrong on our side. Try again, and give the request id to support if it stays so.",
} as const;

const answerTo = (code: RefusalCode | "fault") => (code === "fault" ? fault : refusals[code]);

/** The problem+json body of a refusal, as a mapping template: the gateway fills in the request's id. */
export function problemTemplate(code: RefusalCode | "fault"): string {
  const { status, message } = answerTo(code);
  return JSON.stringify({
    type: `urn:gatehouse:problem:${code}`,
    title: message,
    status,
    code,
    detail: message,
    instance: "urn:request:$context.requestId",
  });
}

/** What the gateway refuses before a function runs, in our words. The two defaults catch every type not named. */
const answers: readonly (readonly [ResponseType, RefusalCode | "fault"])[] = [
  [ResponseType.BAD_REQUEST_BODY, "request.not-json"],
  [ResponseType.BAD_REQUEST_PARAMETERS, "request.invalid"],
  [ResponseType.REQUEST_TOO_LARGE, "request.too-large"],
  [ResponseType.UNSUPPORTED_MEDIA_TYPE, "request.media-type"],
  // AWS's name for "no such method or path": it takes everything unknown for a badly signed request.
  [ResponseType.MISSING_AUTHENTICATION_TOKEN, "route.not-found"],
  [ResponseType.RESOURCE_NOT_FOUND, "route.not-found"],
  [ResponseType.THROTTLED, "request.too-many"],
  [ResponseType.QUOTA_EXCEEDED, "request.too-many"],
  [ResponseType.WAF_FILTERED, "request.too-many"],
  [ResponseType.DEFAULT_4XX, "request.invalid"],
  [ResponseType.DEFAULT_5XX, "fault"],
];

/** Makes every answer of the gateway itself problem+json with our headers. */
export function addGatewayRefusals(api: RestApi): void {
  const headers = Object.fromEntries(Object.entries(refusalHeaders).map(([name, value]) => [name, literal(value)]));
  for (const [type, code] of answers) {
    const { status } = answerTo(code);
    api.addGatewayResponse(pascal(type.responseType), {
      type,
      statusCode: String(status),
      responseHeaders: status === 429 ? { ...headers, "retry-after": literal("30") } : headers,
      templates: { "application/json": problemTemplate(code) },
    });
  }
}

const pascal = (name: string): string =>
  name.toLowerCase().replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
