import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import type { FunctionSettings, Invocation, Outcome } from "./function.ts";
import { shiftClock } from "./shifted-clock.ts";

/** Runs in the thread of one function: loads its handler as Lambda's runtime does and calls it for each message. */

type Handler = (event: unknown, context: object) => unknown;

const { settings, clockOffset }: { settings: FunctionSettings; clockOffset: SharedArrayBuffer } = workerData;
const realNow = Date.now;
const answer = (outcome: Outcome): void => parentPort?.postMessage(outcome);

async function load(): Promise<Handler> {
  const [file, name] = settings.handler.split(".");
  const paths = [".mjs", ".js", ".cjs"].map((extension) => join(settings.folder, `${file}${extension}`));
  const path = paths.find((each) => existsSync(each));
  if (!path) throw new Error(`Cannot find module '${file}' in ${settings.folder}`);
  const module: Record<string, unknown> = await import(pathToFileURL(path).href);
  const handler = module[name ?? ""];
  if (typeof handler !== "function") throw new Error(`${settings.handler} is undefined or not exported`);
  return handler as Handler;
}

function contextOf({ id, deadline }: Invocation): object {
  return {
    awsRequestId: id,
    functionName: settings.name,
    functionVersion: "$LATEST",
    invokedFunctionArn: settings.arn,
    memoryLimitInMB: String(settings.memoryMegabytes),
    logGroupName: `/aws/lambda/${settings.name}`,
    logStreamName: "local",
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - realNow()),
  };
}

/** As Lambda's runtime does: what a function throws stands in its log. */
function report(kind: string, error: unknown): Error {
  const known = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`${kind} ${JSON.stringify({ errorType: known.name, stack: known.stack?.split("\n") })}\n`);
  return known;
}

async function run(handler: Handler, invocation: Invocation): Promise<void> {
  try {
    const result = await handler(invocation.event, contextOf(invocation));
    answer({ kind: "answer", id: invocation.id, json: JSON.stringify(result) });
  } catch (error) {
    const { name, message } = report("Invoke Error", error);
    answer({ kind: "error", id: invocation.id, name, message });
  }
}

shiftClock(clockOffset);
try {
  const handler = await load();
  parentPort?.on("message", (invocation: Invocation) => void run(handler, invocation));
  answer({ kind: "loaded" });
} catch (error) {
  answer({ kind: "failed-to-load", message: report("Load Error", error).message });
}
