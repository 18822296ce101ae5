import { existsSync, globSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { root, runScript } from "./run.ts";

/** Bundles the functions and the console, unless they stand there and no source is younger. @returns what there is, in words */
export async function buildBundles(signal: AbortSignal): Promise<string> {
  const areFresh = areBundlesFresh();
  if (!areFresh) await runScript({ file: "infra/bundle.ts", signal });
  return `${readdirSync(join(root, "dist/functions")).length} functions, console${areFresh ? ", as built before" : ""}`;
}

/** Whether the last build, which wrote down what it read, is younger than all of that, than the bundler and the lock file. */
function areBundlesFresh(): boolean {
  const written = join(root, "dist/meta.json");
  if (!existsSync(written)) return false;
  const { inputs } = JSON.parse(readFileSync(written, "utf8")) as { inputs: Record<string, unknown> };
  const handlers = globSync("functions/*/handler.ts", { cwd: root });
  const files = Object.keys(inputs).filter((file) => !file.includes("node_modules/") && !file.includes(":"));
  if (handlers.some((file) => !(file in inputs))) return false;
  const { mtimeMs: builtAt } = statSync(written);
  return [...files, ...globSync("infra/bundle*.ts", { cwd: root }), "package-lock.json"].every((file) => {
    const source = statSync(join(root, file), { throwIfNoEntry: false });
    return source !== undefined && source.mtimeMs <= builtAt;
  });
}

/**
 * Writes the cloud assembly, as the CDK's command line would have it written: with the context of cdk.json, but without CDK's
 * own validation, which `npm test` runs.
 * @param folder is emptied first: a stale report in it would fail the run
 */
export async function synthesize(folder: string, signal: AbortSignal): Promise<void> {
  const { context } = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8")) as { context: object };
  rmSync(folder, { recursive: true, force: true });
  // What costs by the hour on AWS, and so is off there by itself, costs nothing here.
  const here = { ...context, sftp: "on" };
  const env = { CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(here), CDK_VALIDATION: "false" };
  await runScript({ file: "infra/app.ts", env, signal });
}
