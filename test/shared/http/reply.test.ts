import { expect, test, vi } from "vitest";
import { Refusal, type RefusalCode, refusals } from "../../../shared/domain/refusal.ts";
import { answerToError } from "../../../shared/http/faults.ts";
import { faultReply, jsonReply, refusalReply } from "../../../shared/http/reply.ts";

const codes = Object.keys(refusals) as RefusalCode[];

test("every answer, good or bad, forbids storing, framing, sniffing, running and telling where one came from", () => {
  const answers = [jsonReply(200, {}), refusalReply(new Refusal("request.busy"), "r"), faultReply("r")];
  for (const { headers } of answers)
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "referrer-policy": "no-referrer",
      "strict-transport-security": "max-age=63072000; includeSubDomains",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    });
});

test("an answer carries its body, cookies and headers; nothing is an empty body", () => {
  const full = jsonReply(201, { a: 1 }, { cookies: ["x=1", "y=2"], headers: { etag: '"v1"' } });
  expect(full).toMatchObject({
    statusCode: 201,
    body: '{"a":1}',
    headers: { etag: '"v1"', "content-type": "application/json" },
    multiValueHeaders: { "set-cookie": ["x=1", "y=2"] },
  });
  expect(jsonReply(204, undefined)).toMatchObject({ statusCode: 204, body: "" });
  expect(jsonReply(200, {})).not.toHaveProperty("multiValueHeaders");
});

test.each(codes)("%s is answered as problem details that name it and the request", (code) => {
  const errors = [{ pointer: "/a", code: "b", detail: "c" }];
  const { statusCode, headers, body } = refusalReply(new Refusal(code, { errors }), "r-1");
  const { status, message } = refusals[code];
  expect(statusCode).toBe(status);
  expect(headers?.["content-type"]).toBe("application/problem+json");
  expect(JSON.parse(body)).toEqual({
    type: `urn:gatehouse:problem:${code}`,
    title: message,
    status,
    code,
    detail: message,
    instance: "urn:request:r-1",
    errors,
  });
});

test("a refusal that says when to come back says so in Retry-After", () => {
  expect(refusalReply(new Refusal("request.busy", { retryAfterSeconds: 2 }), "r").headers?.["retry-after"]).toBe("2");
  expect(refusalReply(new Refusal("request.busy"), "r").headers).not.toHaveProperty("retry-after");
});

const silently = <T>(work: () => T): { result: T; lines: string[] } => {
  const lines: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  try {
    return { result: work(), lines };
  } finally {
    spy.mockRestore();
  }
};

test("a refusal is answered and not logged; a sign-in that is over takes its cookie away", () => {
  const { result, lines } = silently(() => answerToError(new Refusal("second-step.expired"), "r"));
  expect([result.statusCode, lines]).toEqual([401, []]);
  expect(result.multiValueHeaders?.["set-cookie"]).toEqual([expect.stringMatching(/^__Host-gh-pending=;.*Max-Age=0$/)]);
  const other = silently(() => answerToError(new Refusal("second-step.refused"), "r")).result;
  expect(other).not.toHaveProperty("multiValueHeaders");
});

const named = (name: string, own: object = {}) => Object.assign(new Error("quotes hunter2"), { name, ...own });
const passing = [
  named("TimeoutError"),
  named("ThrottlingException"),
  named("TooManyRequestsException"),
  named("ProvisionedThroughputExceededException"),
  named("RequestLimitExceeded"),
  named("InternalServerError"),
  named("InternalErrorException"),
  named("ServiceUnavailable"),
  named("TransactionInProgressException"),
  named("AnyOther", { $retryable: {} }),
  named("AnyOther", { $retryable: undefined, $metadata: { httpStatusCode: 502 } }),
  named("Error", { code: "ECONNREFUSED" }),
  named("Error", { code: "ECONNRESET" }),
  named("Error", { code: "EPIPE" }),
  named("Error", { code: "ENOTFOUND" }),
  named("Error", { code: "EAI_AGAIN" }),
  named("Error", { code: "EHOSTUNREACH" }),
];

test.each(passing)("a fault that passes, %s, is 503 with Retry-After", (error) => {
  const { result, lines } = silently(() => answerToError(error, "r-1"));
  expect([result.statusCode, result.headers?.["retry-after"]]).toEqual([503, "2"]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('"requestId":"r-1"');
  expect(lines[0]).not.toContain("hunter2");
});

test.each([
  named("TypeError"),
  named("ValidationException"),
  named("AccessDeniedException"),
  // As the SDK makes it: the field is there and holds nothing.
  named("ValidationException", { $retryable: undefined, $metadata: { httpStatusCode: 400 } }),
  "a text",
  undefined,
  null,
])("a fault of ours, %s, is 500 and tells nothing but the request", (error) => {
  const { result, lines } = silently(() => answerToError(error, "r-1"));
  expect(result.statusCode).toBe(500);
  expect(JSON.parse(result.body)).toEqual({
    type: "urn:gatehouse:problem:fault",
    title: expect.any(String),
    status: 500,
    code: "fault",
    detail: expect.any(String),
    instance: "urn:request:r-1",
  });
  expect(lines).toHaveLength(1);
  expect(`${result.body}${lines[0]}`).not.toContain("hunter2");
});
