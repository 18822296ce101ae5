import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { expect, test, vi } from "vitest";
import * as z from "zod/mini";
import type { RouteTable } from "../../../shared/contract/route.ts";
import { Refusal } from "../../../shared/domain/refusal.ts";
import { serve } from "../../../shared/http/serve.ts";
import { practiceId, userId } from "../../kit/builders.ts";

const Said = z.object({ said: z.string() });
const routes = {
  say: { method: "GET", path: "/say/{what}", access: "public", summary: "x", reply: Said },
  tell: {
    method: "POST",
    path: "/tell",
    access: "public",
    summary: "x",
    reply: Said,
    status: 201,
    body: z.strictObject({ what: z.string() }),
  },
  forget: { method: "POST", path: "/forget", access: "public", summary: "x", reply: z.undefined(), status: 204 },
  own: { method: "GET", path: "/own", access: "profile:own", summary: "x", reply: Said },
  half: { method: "POST", path: "/half", access: "pending", summary: "x", reply: Said },
} as const satisfies RouteTable;

const handler = serve(routes, {
  say: async ({ path, answer, origin, address }) => {
    if (path.what === "no") throw new Refusal("user.not-found");
    if (path.what === "broken") throw new Error("broken by hunter2");
    if (path.what === "wrong") return { said: 3 } as never;
    if (path.what === "late") await new Promise((resolve) => setTimeout(resolve, 500));
    answer.setVersion(4);
    answer.setCookie("a=b");
    return { said: `${path.what} to ${origin.actorName} at ${address}`, unknown: "never leaves" };
  },
  tell: async ({ body }) => ({ said: body.what }),
  forget: async () => undefined,
  own: async () => ({ said: "never" }),
  half: async () => ({ said: "never" }),
});

const context = { getRemainingTimeInMillis: () => 10_000 } as Context;

async function answerTo(own: Partial<APIGatewayProxyEvent>, remaining = context): Promise<APIGatewayProxyResult> {
  const quiet = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  const event = {
    headers: { host: "h", origin: "https://h", "content-type": "application/json" },
    pathParameters: null,
    body: null,
    requestContext: { requestId: "r-1", identity: { sourceIp: "127.0.0.9" } },
    ...own,
  } as APIGatewayProxyEvent;
  const answer = await handler(event, remaining);
  quiet.mockRestore();
  return answer;
}
const say = (what: string, remaining?: Context) =>
  answerTo({ httpMethod: "GET", resource: "/api/v1/say/{what}", pathParameters: { what } }, remaining);

test("an operation's answer is the contract's shape and nothing else, with its version and cookies", async () => {
  const answer = await say("hello");
  expect(answer).toMatchObject({
    statusCode: 200,
    headers: { etag: '"v4"' },
    multiValueHeaders: { "set-cookie": ["a=b"] },
  });
  expect(JSON.parse(answer.body)).toEqual({ said: "hello to Somebody not signed in at 127.0.0.9" });
});

test("the status is the route's", async () => {
  const told = await answerTo({ httpMethod: "POST", resource: "/api/v1/tell", body: '{"what":"x"}' });
  expect([told.statusCode, told.body]).toEqual([201, '{"said":"x"}']);
  const forgotten = await answerTo({ httpMethod: "POST", resource: "/api/v1/forget", body: "{}" });
  expect([forgotten.statusCode, forgotten.body]).toEqual([204, ""]);
});

test.each([
  ["no", 404, "user.not-found"],
  ["broken", 500, "fault"],
  ["wrong", 500, "fault"],
])("an operation that says %s is answered with %i %s", async (what, status, code) => {
  const { statusCode, body } = await say(what);
  expect([statusCode, JSON.parse(body).code]).toEqual([status, code]);
  expect(body).not.toContain("hunter2");
});

test("an operation that runs out of time is answered before the function is cut off", async () => {
  const { statusCode, headers, body } = await say("late", { getRemainingTimeInMillis: () => 1100 } as Context);
  expect([statusCode, headers?.["retry-after"], JSON.parse(body).code]).toEqual([503, "2", "request.busy"]);
});

test.each([
  { httpMethod: "PUT", resource: "/api/v1/tell" },
  { httpMethod: "POST", resource: "/api/v1/nothing" },
  { httpMethod: "POST", resource: "/tell" },
])("what is no route of this function, %j, is a fault of ours", async (event) => {
  expect((await answerTo(event)).statusCode).toBe(500);
});

test("a foreign site is refused before anything else is looked at", async () => {
  const headers = { host: "h", origin: "https://evil.example", "content-type": "text/plain" };
  for (const resource of ["/api/v1/tell", "/api/v1/half"])
    expect(JSON.parse((await answerTo({ httpMethod: "POST", resource, headers })).body).code).toBe(
      "request.cross-site",
    );
});

test.each([undefined, "__Host-gh=nonsense", `__Host-gh-pending=${practiceId}.${userId}.pnd_1.x`])(
  "with the cookie %j nobody is signed in, and nothing is read to know it",
  async (cookie) => {
    const headers = {
      host: "h",
      origin: "https://h",
      "content-type": "application/json",
      ...(cookie ? { cookie } : {}),
    };
    const own = await answerTo({ httpMethod: "GET", resource: "/api/v1/own", headers });
    expect([own.statusCode, JSON.parse(own.body).code]).toEqual([401, "session.required"]);
    const half = await answerTo({ httpMethod: "POST", resource: "/api/v1/half", headers, body: "nonsense" });
    expect([half.statusCode, JSON.parse(half.body).code]).toEqual([401, "second-step.expired"]);
  },
);
