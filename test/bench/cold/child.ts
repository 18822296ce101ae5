import { readFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

/** One cold start as measured; times in milliseconds, memory in MB. */
export interface ColdStart {
  readonly initMs: number;
  readonly initCpuMs: number;
  readonly coldMs: number;
  readonly coldCpuMs: number;
  readonly peakRssMb: number;
  /** The status answered, or the name of the error thrown. */
  readonly ended?: number | string;
}

/** What stands before the result on the standard output, so that a handler's own lines do not disturb. */
export const resultMark = "@@COLD@@";

const context = {
  awsRequestId: "00000000-0000-4000-8000-000000000000",
  functionName: "bench",
  invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:bench",
  getRemainingTimeInMillis: () => 29_000,
};

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Peak memory of this process alone: what the kernel hands on to a child at its start counts in maxRSS, not in VmHWM. */
function peakRssMb(): number {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}

type Handler = (event: unknown, lambda: typeof context) => Promise<{ statusCode?: number } | undefined>;

async function main(file: string, eventFile: string): Promise<void> {
  // Lambda's own runtime client has required node:http before it imports the handler, so a handler does not pay for it.
  createRequire(import.meta.url)("node:http");
  const event: unknown = JSON.parse(readFileSync(eventFile, "utf8"));
  const before = { wall: performance.now(), cpu: cpu() };
  const { handler } = (await import(pathToFileURL(file).href)) as { handler: Handler };
  const loaded = { wall: performance.now(), cpu: cpu() };
  const ended = await handler(event, context).then(
    (answer) => answer?.statusCode,
    (error: Error) => error.name,
  );
  const answered = { wall: performance.now(), cpu: cpu() };
  const result: ColdStart = {
    initMs: loaded.wall - before.wall,
    initCpuMs: loaded.cpu - before.cpu,
    coldMs: answered.wall - before.wall,
    coldCpuMs: answered.cpu - before.cpu,
    peakRssMb: peakRssMb(),
    ...(ended === undefined ? {} : { ended }),
  };
  writeSync(1, `\n${resultMark}${JSON.stringify(result)}\n`);
  process.exit(0);
}

// Imported for its types and mark by the bench, run as a program of its own for each sample.
const [, self, file, eventFile] = process.argv;
if (file && eventFile && self?.endsWith("child.mjs")) await main(file, eventFile);
