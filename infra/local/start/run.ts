import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { KnownFault } from "../known-fault.ts";

/** The folder of package.json. */
export const root = join(import.meta.dirname, "../../..");

/** A script of this repository to run with the Node this process runs on. */
export interface Script {
  readonly file: string;
  readonly words?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Runs a script to its end.
 * @returns what it printed on its standard output
 * @throws KnownFault with what it printed, when it ends with another status than 0
 */
export function runScript({ file, words = [], env = {}, signal }: Script): Promise<string> {
  const path = `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`;
  const child = spawn(process.execPath, [join(root, file), ...words], {
    cwd: root,
    env: { ...process.env, PATH: path, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  let [out, all] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    all += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    all += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => {
      if (status === 0) resolve(out);
      else reject(new KnownFault(`node ${file} failed:\n${all.trimEnd()}`));
    });
  });
}
