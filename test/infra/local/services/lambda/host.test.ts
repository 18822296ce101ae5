import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { FunctionSettings } from "../../../../../infra/local/services/lambda/function.ts";
import { FunctionHost } from "../../../../../infra/local/services/lambda/host.ts";
import { FunctionLog } from "../../../../../infra/local/services/lambda/log.ts";

const opened: FunctionHost[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((host) => host.close()));
});

const tiny = (logicalId: string, wish: Partial<FunctionSettings> = {}): FunctionSettings => ({
  logicalId,
  name: `stack-${logicalId}`,
  arn: `arn:aws:lambda:us-east-1:000000000000:function:${logicalId}`,
  folder: join(import.meta.dirname, "../../fixture/asset.tiny"),
  handler: "handler.handler",
  runtime: "nodejs24.x",
  timeoutSeconds: 1,
  memoryMegabytes: 128,
  environment: {},
  ...wish,
});

function hostOf(...settings: FunctionSettings[]): FunctionHost {
  const host = new FunctionHost(
    () => ({ AWS_REGION: "us-east-1" }),
    new FunctionLog({ path: "unused", inMemory: true }),
  );
  for (const each of settings) host.add(each);
  opened.push(host);
  return host;
}

/** The body of the tiny function's reply. */
async function ask(host: FunctionHost, settings: FunctionSettings, event: object): Promise<Record<string, never>> {
  const answer = (await host.invoke(settings.arn, event)) as { body: string };
  return JSON.parse(answer.body);
}

test("a function is given its own environment: nothing of this process or of another function", async () => {
  const one = tiny("One", { environment: { OWN: "1" } });
  const two = tiny("Two", { environment: { OWN: "2", MORE: "x" } });
  const host = hostOf(one, two);
  process.env["OF_THIS_PROCESS"] = "secret";
  const [first, second] = await Promise.all([ask(host, one, { do: "env" }), ask(host, two, { do: "env" })]);
  expect(first).toMatchObject({ OWN: "1", AWS_LAMBDA_FUNCTION_NAME: "stack-One", AWS_REGION: "us-east-1" });
  expect(second).toMatchObject({ OWN: "2", MORE: "x", AWS_LAMBDA_FUNCTION_NAME: "stack-Two" });
  expect([first["MORE"], first["PATH"], first["OF_THIS_PROCESS"]]).toEqual([undefined, undefined, undefined]);
});

test("a function that blocks its thread past its time limit is answered an error, ended, and started anew for the next call", async () => {
  const settings = tiny("Spins");
  const host = hostOf(settings);
  await ask(host, settings, { do: "count" });
  await expect(host.invoke(settings.arn, { do: "spin" })).rejects.toThrow("Task timed out after 1.00 seconds");
  expect(await ask(host, settings, { do: "count" })).toEqual({ sinceStart: 1 });
});

test("a call that waits too long is answered an error while one beside it still gets its reply", async () => {
  const settings = tiny("Sleeps");
  const host = hostOf(settings);
  const late = host.invoke(settings.arn, { do: "sleep" }).catch((error: Error) => error.message);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await ask(host, settings, { do: "count" })).toEqual({ sinceStart: 2 });
  expect(await late).toBe("Task timed out after 1.00 seconds");
});

test("an error that the function throws keeps its name and message", async () => {
  const settings = tiny("Fails");
  const call = hostOf(settings).invoke(settings.arn, { do: "fail" });
  await expect(call).rejects.toMatchObject({ name: "TypeError", message: "on purpose" });
});

test("a handler that is not there is an error of the call, naming what is missing", async () => {
  const settings = tiny("Missing", { handler: "nothing.handler" });
  await expect(hostOf(settings).invoke(settings.arn, {})).rejects.toThrow("Cannot find module 'nothing'");
});

test("a clock shift moves the dates of functions at once, and of functions only", async () => {
  const settings = tiny("Clock");
  const host = hostOf(settings);
  await ask(host, settings, { do: "date" });
  host.setClockOffset(-86_400);
  const { now, made, year } = await ask(host, settings, { do: "date" });
  const yesterday = Date.now() - 86_400_000;
  for (const time of [now, made]) expect(Math.abs(Number(time) - yesterday)).toBeLessThan(5000);
  expect(year).toBe(1970);
});

test("what functions print becomes lines of the log", async () => {
  const settings = tiny("Prints");
  const host = hostOf(settings);
  await ask(host, settings, { do: "print", body: "this" });
  await expect.poll(() => host.log.lines).toContain("printed this");
});

test("what a function throws and the limits it misses stand in its log", async () => {
  const settings = tiny("Faulty");
  const host = hostOf(settings);
  for (const trick of ["fail", "sleep"]) await host.invoke(settings.arn, { do: trick }).catch(() => {});
  const logged = () => host.log.lines.join("\n");
  await expect.poll(logged).toMatch(/Invoke Error .*TypeError.*on purpose/);
  expect(logged()).toContain("Task timed out after 1.00 seconds");
});

test("a hundred calls at the same time all get their reply", async () => {
  const settings = tiny("Busy", { timeoutSeconds: 10 });
  const host = hostOf(settings);
  const replies = await Promise.all(Array.from({ length: 100 }, () => ask(host, settings, { do: "count" })));
  expect(replies).toHaveLength(100);
});

test("a service without a permission may not call", () => {
  const settings = tiny("Guarded");
  const host = hostOf(settings);
  host.permit(settings.name, "events.amazonaws.com");
  expect(host.isPermitted(settings.arn, "events.amazonaws.com")).toBe(true);
  expect(host.isPermitted(settings.arn, "apigateway.amazonaws.com")).toBe(false);
});

test("a function is found by how its logical id starts, when only one does", () => {
  const host = hostOf(tiny("Users12AB34CD"), tiny("UsersExport12AB34CD"), tiny("LoginA"), tiny("LoginB"));
  expect(host.environmentOf("Users")["AWS_LAMBDA_FUNCTION_NAME"]).toBe("stack-Users12AB34CD");
  expect(() => host.environmentOf("Login")).toThrow("2 functions");
  expect(() => host.environmentOf("Nobody")).toThrow("0 functions");
});
