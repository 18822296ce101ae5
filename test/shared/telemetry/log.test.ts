import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Expected, entry } from "../../../shared/telemetry/entry.ts";
import { log, logFault } from "../../../shared/telemetry/log.ts";

const lines: string[] = [];
beforeEach(() => {
  lines.length = 0;
  vi.spyOn(process.stdout, "write").mockImplementation((line) => lines.push(String(line)) > 0);
});
afterEach(() => vi.restoreAllMocks());

test("a log line is one line of JSON with its level, moment and fields", () => {
  log("warn", "a mail was late", { mailId: "eml_1", count: 2 });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[^\n]*\n$/);
  const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(JSON.parse(lines[0]!)).toEqual({ level: "warn", message: "a mail was late", at, mailId: "eml_1", count: 2 });
});

test("a fault is logged by name and place; its message, which may quote input, is not", () => {
  logFault("a request failed", new TypeError("cannot read hunter2\nat all of hunter2"), { requestId: "r-1" });
  const told = JSON.parse(lines[0]!);
  expect(told).toMatchObject({ level: "error", message: "a request failed", errorName: "TypeError", requestId: "r-1" });
  expect(told.stack).toMatch(/^ +at .*log\.test\.ts/);
  expect(told.stack.split("\n").length).toBeLessThanOrEqual(12);
  expect(lines[0]).not.toContain("hunter2");
});

test.each(["hunter2", undefined, null, { message: "hunter2" }])("a thrown %j is no error, and not quoted", (thrown) => {
  logFault("a request failed", thrown);
  expect(JSON.parse(lines[0]!).errorName).toBe("Error");
  expect(lines[0]).not.toContain("hunter2");
});

const context = { getRemainingTimeInMillis: () => 10_000 } as never;

test("a function answers what its work answers, and says nothing", async () => {
  expect(await entry("trigger", async (event: { a: number }) => event.a + 1)({ a: 1 }, context)).toBe(2);
  expect(lines).toEqual([]);
});

test("a function's fault is logged as one and thrown on, for the service to try again", async () => {
  const broken = entry("trigger", async () => {
    throw new RangeError("hunter2");
  });
  await expect(broken({}, context)).rejects.toThrow("hunter2");
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: "error", errorName: "RangeError", route: "trigger" });
  expect(lines[0]).not.toContain("hunter2");
});

test("a refusal that a service takes as an error is thrown on, and is no fault in the log", async () => {
  const refusing = entry("trigger", async () => {
    throw new Expected("not open");
  });
  await expect(refusing({}, context)).rejects.toThrow("not open");
  expect(lines.map((line) => JSON.parse(line).level)).toEqual(["info"]);
});
