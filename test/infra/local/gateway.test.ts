import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Stack } from "../../../infra/local/stack.ts";
import { emptyFolder, startFixture } from "./fixture-stack.ts";

const folder = emptyFolder();
let stack: Stack;
beforeAll(async () => {
  stack = await startFixture(folder.path, { inMemory: true });
});
afterAll(async () => {
  await stack.close();
  folder.remove();
});

const call = (path: string, init?: RequestInit) => fetch(stack.baseUrl + path, init);
const json = { "content-type": "application/json" };

describe("a Lambda proxy integration", () => {
  test("is given the event of a REST API", async () => {
    const response = await call("/api/v1/users/a%20b?x=1&x=2&y=%C3%A9", { headers: { "X-Twice": "1, 2" } });
    const event = (await response.json()) as Record<string, never>;
    expect(event).toMatchObject({
      resource: "/api/v1/users/{userId}",
      path: "/api/v1/users/a%20b",
      httpMethod: "GET",
      pathParameters: { userId: "a b" },
      queryStringParameters: { x: "2", y: "é" },
      multiValueQueryStringParameters: { x: ["1", "2"], y: ["é"] },
      body: null,
      isBase64Encoded: false,
      stageVariables: null,
      requestContext: {
        resourcePath: "/api/v1/users/{userId}",
        httpMethod: "GET",
        path: "/dev/api/v1/users/a%20b",
        stage: "dev",
        accountId: "000000000000",
        domainName: "127.0.0.1",
        requestId: response.headers.get("x-amzn-requestid"),
        identity: { sourceIp: "127.0.0.1", userAgent: "node" },
      },
    });
    expect(event["multiValueHeaders"]).toMatchObject({ "X-Twice": ["1, 2"] });
  });

  test("is given the address the caller has, whatever headers it sends", async () => {
    const event = await new Promise<{ requestContext: { identity: { sourceIp: string } } }>((resolve, reject) => {
      const headers = { "x-forwarded-for": "10.0.0.1" };
      const sent = httpRequest(`${stack.baseUrl}/api/v1/users`, { localAddress: "127.0.0.2", headers }, (response) => {
        response.setEncoding("utf8");
        let body = "";
        response.on("data", (chunk) => {
          body += chunk;
        });
        response.on("end", () => resolve(JSON.parse(body)));
      });
      sent.on("error", reject).end();
    });
    expect(event.requestContext.identity.sourceIp).toBe("127.0.0.2");
  });

  test("answers several cookies as several headers", async () => {
    const response = await call("/api/v1/do/count");
    expect(response.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2; Path=/"]);
  });

  test("compresses what is large enough for whoever takes gzip", async () => {
    const [large, small] = await Promise.all([call("/api/v1/do/large"), call("/api/v1/do/count")]);
    expect(large.headers.get("content-encoding")).toBe("gzip");
    expect((await large.json()) as object).toEqual({ text: "x".repeat(5000) });
    expect(small.headers.get("content-encoding")).toBeNull();
  });

  test.each([
    ["throws", "/api/v1/do/fail", 502],
    ["answers no reply", "/api/v1/do/garbage", 502],
    ["misses its own time limit", "/api/v1/do/spin", 502],
    ["misses the integration's time limit", "/api/v1/slow/sleep", 504],
    ["may not be called by the gateway", "/api/v1/unpermitted", 500],
  ])("that %s is answered by the gateway response for 5xx, without a word of why", async (_, path, status) => {
    const response = await call(path);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("x-frame-options")).toBe("DENY");
    const instance = `urn:request:${response.headers.get("x-amzn-requestid")}`;
    expect(await response.json()).toEqual({ code: "fault", instance });
  });
});

describe("the gateway itself", () => {
  test.each(["[]", '"text"', "{", "", "null"])("refuses the body %j where an object is wanted", async (body) => {
    const response = await call("/api/v1/users", { method: "POST", body, headers: json });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: "body", detail: expect.stringMatching(/^\[.+\]$/) });
  });

  test("lets an object through as it was sent", async () => {
    const body = '{ "a": [1, "é"] }';
    const response = await call("/api/v1/users", { method: "POST", body, headers: json });
    expect(await response.json()).toMatchObject({ body, httpMethod: "POST" });
  });

  test("does not look into a body of another media type", async () => {
    const response = await call("/api/v1/users", {
      method: "POST",
      body: "[]",
      headers: { "content-type": "text/plain" },
    });
    expect(await response.json()).toMatchObject({ body: "[]" });
  });

  test("refuses a body above 10 MB", async () => {
    const response = await call("/api/v1/users", { method: "POST", body: "x".repeat(10_485_761), headers: json });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: "REQUEST_TOO_LARGE" });
  });

  test("refuses a method a resource does not have, and does not hand it to a greedy neighbour", async () => {
    const response = await call("/api/v1/users", { method: "DELETE" });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      code: "MISSING_AUTHENTICATION_TOKEN",
      title: "Missing Authentication Token",
    });
  });

  test("answers a MOCK integration from its templates", async () => {
    const response = await call("/api/v9/none");
    expect([response.status, response.headers.get("x-made-by")]).toEqual([404, "the gateway"]);
    const instance = `urn:request:${response.headers.get("x-amzn-requestid")}`;
    expect(await response.json()).toEqual({ code: "no-route", instance });
  });
});

describe("objects of S3 through the gateway", () => {
  test("a page is served with the address of the stack where its marker was, and the headers of the integration", async () => {
    for (const path of ["/", "/users/u1"]) {
      const response = await call(path);
      expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(response.headers.get("cache-control")).toBe("no-store");
      expect(await response.text()).toContain(`<base href="${stack.baseUrl}/">`);
    }
  });

  test("a file is found by its name in the path; one that is not there is the integration's 404", async () => {
    const [there, missing] = await Promise.all([call("/assets/app-1a2b3c.js"), call("/assets/none.js")]);
    expect([there.status, await there.text()]).toEqual([200, 'console.log("fixture");\n']);
    expect([missing.status, await missing.text()]).toEqual([404, "not here: /dev/assets/none.js"]);
  });
});

test("under the stage's prefix everything is where API Gateway's own address has it, and nothing is elsewhere", async () => {
  const own = emptyFolder();
  const prefixed = await startFixture(own.path, { inMemory: true, underStage: true });
  try {
    expect(prefixed.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/dev$/);
    expect(await (await fetch(`${prefixed.baseUrl}/`)).text()).toContain(`<base href="${prefixed.baseUrl}/">`);
    const user = await fetch(`${prefixed.baseUrl}/api/v1/users/u1`);
    expect(await user.json()).toMatchObject({
      path: "/api/v1/users/u1",
      requestContext: { path: "/dev/api/v1/users/u1" },
    });
    const outside = await fetch(`${prefixed.baseUrl.replace("/dev", "")}/api/v1/users/u1`);
    expect(outside.status).toBe(403);
    expect(prefixed.environmentOf("Tiny")["STAGE_URL"]).toBe(prefixed.baseUrl);
  } finally {
    await prefixed.close();
    own.remove();
  }
});
