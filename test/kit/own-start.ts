import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { Place } from "./person.ts";

/** A `npm start` of a test's own, as a process that can be killed. */
export interface OwnStart extends Place {
  readonly process: ChildProcess;
  readonly endpoints: Readonly<Record<string, string>>;
}

/** Starts the local target as `npm start` does, on free ports with its own state, and reads the addresses it prints. */
export async function ownStart(folder: string, ...options: string[]): Promise<OwnStart> {
  const words = ["infra/local/start.ts", "--json", "--no-demo", "--port", "0", "--state", folder, ...options];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  let faults = "";
  child.stdout?.on("data", (chunk) => {
    printed += String(chunk);
  });
  child.stderr?.on("data", (chunk) => {
    faults += String(chunk);
  });
  const until = Date.now() + 90_000;
  while (!printed.includes("\n")) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`npm start did not come up: ${faults}`);
    await pause(100);
  }
  const line = printed.split("\n").find((text) => text.startsWith("{")) ?? "{}";
  return { ...JSON.parse(line), process: child };
}

/** Ends it with a signal and waits until it is gone. @returns its exit code; null when the signal killed it */
export async function end(
  { process: child }: OwnStart,
  signal: "SIGKILL" | "SIGINT" | "SIGTERM",
): Promise<number | null> {
  const gone = once(child, "exit");
  child.kill(signal);
  const [code] = await gone;
  return code;
}

/** Processes whose command line names the folder: what a start left behind. */
export function leftBehind(folder: string): string[] {
  const all = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" });
  return all.split("\n").filter((line) => line.includes(folder));
}

/** Whether anything answers there. */
export async function isAnswering(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

/** Waits for something that must come true soon. */
export async function soon(what: string, isTrue: () => boolean | Promise<boolean>, seconds = 10): Promise<void> {
  const until = Date.now() + seconds * 1000;
  while (!(await isTrue())) {
    if (Date.now() > until) throw new Error(`not within ${seconds} s: ${what}`);
    await pause(100);
  }
}
