import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { environments } from "../../../shared/config/environment.ts";
import { type ColdStart, resultMark } from "./child.ts";
import { type FirstCall, firstCalls } from "./first-calls.ts";
import type { Stub } from "./stub.ts";

/** A bundle whose cold start is measured. */
export interface Target {
  readonly name: string;
  readonly file: string;
  readonly eventFile: string;
  readonly ends: FirstCall["ends"];
}

export const baselineNames = ["bare", "sdk", "sdk-one-call"] as const;

/**
 * The three functions that everything is compared with, bundled as well as esbuild does it unaided: ESM, minified, `module`
 * first. Also bundles the program that takes a sample, so that no TypeScript is stripped while the clock runs.
 */
export async function buildBaselines(folder: string): Promise<{ child: string; baselines: Target[] }> {
  const here = import.meta.dirname;
  await build({
    entryPoints: [join(here, "child.ts"), ...baselineNames.map((name) => join(here, `baseline/${name}.ts`))],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    entryNames: "[name]",
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    legalComments: "none",
    logLevel: "error",
    banner: {
      js: 'import{createRequire as makeRequire}from"node:module";const require=makeRequire(import.meta.url);',
    },
  });
  const eventFile = join(folder, "empty.json");
  writeFileSync(eventFile, "{}");
  const baselines = baselineNames.map((name) => ({ name, file: join(folder, `${name}.mjs`), eventFile, ends: 200 }));
  return { child: join(folder, "child.mjs"), baselines };
}

/** Every function as it is deployed, with the event of its first call. */
export function functionTargets(folder: string): Target[] {
  mkdirSync(join(folder, "events"), { recursive: true });
  return Object.entries(firstCalls).map(([name, { event, ends }]) => {
    const eventFile = join(folder, "events", `${name}.json`);
    writeFileSync(eventFile, JSON.stringify(event));
    return { name, file: join(process.cwd(), `dist/functions/${name}/handler.mjs`), eventFile, ends };
  });
}

/** The environment of a sample: what Lambda gives, every variable of ours, and nothing of this shell but its path. */
function environmentOf(stub: Stub): Record<string, string> {
  const own = Object.values(environments).flat();
  return {
    PATH: process.env["PATH"] ?? "",
    TZ: ":UTC",
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_SESSION_TOKEN: "token",
    AWS_ENDPOINT_URL: stub.url,
    AWS_LAMBDA_FUNCTION_NAME: "bench",
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    NODE_TLS_REJECT_UNAUTHORIZED: "0",
    NODE_NO_WARNINGS: "1",
    ...Object.fromEntries(own.map((name) => [name, `bench-${name.toLowerCase()}`])),
  };
}

/** Takes one sample in a fresh process. @throws Error when the first call did not end as it should */
export async function sample(child: string, target: Target, stub: Stub): Promise<ColdStart> {
  const running = spawn(process.execPath, [child, target.file, target.eventFile], {
    env: environmentOf(stub),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [printed, complained] = ["", ""];
  running.stdout.on("data", (chunk) => (printed += chunk));
  running.stderr.on("data", (chunk) => (complained += chunk));
  await new Promise((resolve) => running.on("close", resolve));
  const line = printed.split("\n").find((each) => each.startsWith(resultMark));
  if (!line) throw new Error(`${target.name} did not start: ${complained.slice(-1500)}`);
  const result = JSON.parse(line.slice(resultMark.length)) as ColdStart;
  if (result.ended !== target.ends)
    throw new Error(`${target.name} ended with ${result.ended}, not ${target.ends}: ${printed.slice(0, 1500)}`);
  return result;
}
