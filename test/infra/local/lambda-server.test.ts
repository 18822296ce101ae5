import { afterAll, beforeAll, expect, test } from "vitest";
import { KnownFault } from "../../../infra/local/known-fault.ts";
import type { Listening } from "../../../infra/local/services/http.ts";
import { FunctionError } from "../../../infra/local/services/lambda/function.ts";
import { serveLambda } from "../../../infra/local/services/lambda/server.ts";

let server: Listening;
beforeAll(async () => {
  server = await serveLambda({
    invoke: async (name, event) => {
      if (name === "broken") throw new FunctionError("TypeError", "it broke");
      if (name === "nobody") throw new KnownFault("there is no function nobody");
      return { name, event };
    },
  });
});
afterAll(() => server.close());

const call = (path: string, init: RequestInit = {}) =>
  fetch(`${server.url}/2015-03-31/functions/${path}`, { method: "POST", body: '{"a":1}', ...init });

test("a function is called by its name or ARN, and its answer is the body", async () => {
  for (const name of ["found", "arn:aws:lambda:us-east-1:000000000000:function:found"]) {
    const answer = await call(`${encodeURIComponent(name)}/invocations?Qualifier=%24LATEST`);
    expect([answer.status, answer.headers.get("x-amz-function-error")]).toEqual([200, null]);
    expect(await answer.json()).toEqual({ name, event: { a: 1 } });
  }
  expect(await (await call("found/invocations", { body: "" })).json()).toEqual({ name: "found", event: {} });
});

test("an error of the function is an answer, marked as AWS marks it", async () => {
  const answer = await call("broken/invocations");
  expect([answer.status, answer.headers.get("x-amz-function-error")]).toEqual([200, "Unhandled"]);
  expect(await answer.json()).toEqual({ errorType: "TypeError", errorMessage: "it broke" });
});

test("a function that is not there is not found, and what is no synchronous call is refused", async () => {
  const missing = await call("nobody/invocations");
  expect([missing.status, missing.headers.get("x-amzn-errortype")]).toEqual([404, "ResourceNotFoundException"]);
  expect((await call("found/invocations", { headers: { "x-amz-invocation-type": "Event" } })).status).toBe(400);
  expect((await call("found/invocations", { method: "GET", body: null })).status).toBe(400);
  expect((await call("found/configuration")).status).toBe(400);
});
