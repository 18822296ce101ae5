import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { variable } from "../../../shared/config/environment.ts";
import { answerToError } from "../../../shared/http/faults.ts";

/** A service that takes calls and never answers. */
const hung = createServer(() => {});
await new Promise<void>((listening) => hung.listen(0, "127.0.0.1", listening));
process.env["AWS_ENDPOINT_URL_DYNAMODB"] = `http://127.0.0.1:${(hung.address() as AddressInfo).port}`;
const { store } = await import("../../../shared/data/client.ts");

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
afterAll(() => {
  hung.closeAllConnections();
  hung.close();
});

test("a variable is what the stack gave, at the moment it is asked for", () => {
  vi.stubEnv("PRACTICE_TABLE", "one");
  expect(variable("PRACTICE_TABLE")).toBe("one");
  vi.stubEnv("PRACTICE_TABLE", "other");
  expect(variable("PRACTICE_TABLE")).toBe("other");
});

test.each([undefined, ""])("a variable that is %j is a fault that names it", (value) => {
  vi.stubEnv("PRACTICE_TABLE", value);
  expect(() => variable("PRACTICE_TABLE")).toThrow("not given PRACTICE_TABLE");
});

test("a store that hangs becomes 503 with Retry-After within five seconds", async () => {
  vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  const begun = performance.now();
  const call = store.send(new GetCommand({ TableName: "practice", Key: { pk: "a", sk: "b" } }));
  const answer = answerToError(await call.catch((error: unknown) => error), "r-1");
  expect([answer.statusCode, answer.headers?.["retry-after"]]).toEqual([503, "2"]);
  expect(performance.now() - begun).toBeLessThan(5000);
});
