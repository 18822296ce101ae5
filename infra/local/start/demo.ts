import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "../stack.ts";
import { root, runScript } from "./run.ts";

const script = "test/demo/seed.ts";

/** What there is to say about demo data: a line with the parts, then the lines for whoever signs in. */
export interface Demo {
  readonly summary: string;
  readonly lines: readonly string[];
  readonly milliseconds?: number;
}

const noteIn = (folder: string): string => join(folder, "demo.txt");

/** Forgets that demo data were made. */
export function forgetDemo(folder: string): void {
  rmSync(noteIn(folder), { force: true });
}

/** What was printed when the demo data were made, or undefined when there are none. */
export function earlierDemo(folder: string): Demo | undefined {
  if (!existsSync(noteIn(folder))) return undefined;
  const [summary = "", ...lines] = readFileSync(noteIn(folder), "utf8").trimEnd().split("\n");
  return { summary, lines };
}

/**
 * Makes demo data through the HTTP API: the script is called with the two addresses, Lambda's own and the stacks' outputs, and
 * prints what it made on one line, then
 * the lines to show at every start.
 */
export async function makeDemo(stack: Stack, folder: string, signal: AbortSignal): Promise<Demo> {
  if (!existsSync(join(root, script))) return { summary: `none: ${script} is missing`, lines: [] };
  const before = performance.now();
  const words = [stack.baseUrl, stack.toolsUrl, stack.endpoints.lambda, JSON.stringify(stack.outputs)];
  const printed = await runScript({ file: script, words, env: { GATEHOUSE_STATE: folder }, signal });
  writeFileSync(noteIn(folder), printed);
  const [summary = "", ...lines] = printed.trimEnd().split("\n");
  return { summary, lines, milliseconds: performance.now() - before };
}
