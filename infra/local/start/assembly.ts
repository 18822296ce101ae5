import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, runScript } from "./run.ts";

/** Bundles the functions and the console. @returns what was built, in words */
export async function buildBundles(signal: AbortSignal): Promise<string> {
  await runScript({ file: "infra/bundle.ts", signal });
  return `${readdirSync(join(root, "dist/functions")).length} functions, console`;
}

/**
 * Writes the cloud assembly, as the CDK's command line would have it written: with the context of cdk.json, but without CDK's
 * own validation, which `npm test` runs.
 * @param folder is emptied first: a stale report in it would fail the run
 */
export async function synthesize(folder: string, signal: AbortSignal): Promise<void> {
  const { context } = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8")) as { context: object };
  rmSync(folder, { recursive: true, force: true });
  const env = { CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_VALIDATION: "false" };
  await runScript({ file: "infra/app.ts", env, signal });
}
