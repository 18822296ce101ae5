import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { KnownFault } from "./known-fault.ts";
import { type Services, startServices } from "./services/services.ts";
import { bringToLife, type Stack } from "./stack.ts";
import { buildBundles, synthesize } from "./start/assembly.ts";
import { type Demo, earlierDemo, forgetDemo, makeDemo } from "./start/demo.ts";
import { readOptions, type StartOptions, usage } from "./start/options.ts";
import { Output } from "./start/output.ts";
import { root } from "./start/run.ts";

/** The command behind `npm start`: builds, synthesizes, brings the stacks to life and stays until it is told to stop. */

interface Run {
  readonly options: StartOptions;
  readonly output: Output;
  readonly signal: AbortSignal;
}

async function timed<T>(work: Promise<T>): Promise<{ result: T; milliseconds: number }> {
  const before = performance.now();
  const result = await work;
  return { result, milliseconds: performance.now() - before };
}

async function makeAssembly({ options, output, signal }: Run): Promise<string> {
  // In the state folder, which is this process's own: functions are loaded from it at their first call.
  const assembly = join(options.folder, "assembly");
  const build = await timed(buildBundles(signal));
  output.ok("build", build.result, build.milliseconds);
  const synth = await timed(synthesize(assembly, signal));
  output.ok("templates", "the stacks of infra/, as CloudFormation would get them", synth.milliseconds);
  return assembly;
}

function open({ options, output }: Run): Promise<Services> {
  const { folder, port, underStage, reset } = options;
  if (reset) forgetDemo(folder);
  const say = (line: string): void => output.line(`  ..  ${line}`);
  const [toolsPort, sftpPort] = port === 0 ? [0, 0] : [port + 1, port + 2];
  return startServices({ folder, port, toolsPort, sftpPort, underStage, reset, inMemory: false, say });
}

async function demoFor(stack: Stack, services: Services, run: Run): Promise<Demo> {
  const earlier = earlierDemo(run.options.folder);
  if (earlier) return earlier;
  if (!run.options.withDemo) return { summary: "none, as asked", lines: [] };
  if (!services.isFresh) return { summary: "none in this state (npm start -- --reset makes it anew)", lines: [] };
  return makeDemo(stack, run.options.folder, run.signal);
}

/** What somebody types, but for the name of the account. */
function sftpCommand(address: string): string {
  const [host, port] = address.split(":");
  return `sftp -P ${port} NAME@${host}`;
}

const shown = (folder: string): string => relative(process.cwd(), folder) || ".";
const hostOf = (url: string): string => url.replace("http://", "");

async function start(run: Run, opening: Promise<Services>): Promise<void> {
  const { output } = run;
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  output.line(
    `Gatehouse local  v${version}   (no AWS account used; data in ${shown(run.options.folder)}, reset: npm start -- --reset)`,
  );
  const [{ result: services, milliseconds: databaseTime }, assembly] = await Promise.all([
    timed(opening),
    makeAssembly(run),
  ]);
  const { result: stack, milliseconds } = await timed(bringToLife(services, assembly));
  const { endpoints, tables } = stack;
  const data = `DynamoDB Local ${hostOf(endpoints.dynamodb)}  ${tables.length} tables`;
  output.ok("data", data, databaseTime);
  output.ok("identity", `Cognito emulator ${hostOf(endpoints.cognito)}`);
  output.ok("mail", `SES catcher ${hostOf(endpoints.ses)}, texts: SNS catcher ${hostOf(endpoints.sns)}`);
  output.ok("payments", `Stripe double ${hostOf(endpoints.stripe)}`);
  if (stack.sftp) output.ok("sftp", `${stack.sftp.address}  ${stack.sftp.hostKey}`);
  output.ok("gateway", "routes, functions, streams and schedules of the templates", milliseconds);
  const demo = await demoFor(stack, services, run);
  output.ok("demo data", demo.summary, demo.milliseconds);
  output.line("");
  output.address("Console", stack.baseUrl, "");
  output.address("Mail", stack.toolsUrl, "invitations, links and live authenticator codes land here");
  output.address("API", `${stack.baseUrl}/api/v1/openapi.json`, "");
  if (stack.sftp) output.address("SFTP", sftpCommand(stack.sftp.address), `host key ${stack.sftp.hostKey}`);
  for (const line of demo.lines) output.line(`  ${line}`);
  output.line("  Ctrl+C stops everything. What functions print: functions.log in the state folder.");
  const { baseUrl, toolsUrl, sftp } = stack;
  output.json({ baseUrl, toolsUrl, endpoints, sftp, pid: process.pid, folder: run.options.folder, demo: demo.lines });
}

function showFault(error: unknown): void {
  const known = error instanceof KnownFault;
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return void process.stdout.write(`${usage}\n`);
  const abort = new AbortController();
  const run: Run = { options, output: new Output(options.json), signal: abort.signal };
  const opening = open(run);
  const starting = start(run, opening);
  /** Ends what is under way, then what runs. */
  const stop = async (status: number): Promise<void> => {
    abort.abort();
    await starting.catch(() => {});
    const services = await opening.catch(() => undefined);
    await services?.close();
    process.exit(status);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void stop(0));
  const databaseEnded = async (): Promise<void> => {
    await (await opening).dynamodb.ended;
    if (abort.signal.aborted) return;
    showFault(new KnownFault("DynamoDB Local has ended by itself: stopping"));
    await stop(1);
  };
  databaseEnded().catch(() => {});
  try {
    await starting;
  } catch (error) {
    if (abort.signal.aborted) return;
    showFault(error);
    await stop(1);
  }
}

try {
  await main();
} catch (error) {
  showFault(error);
  process.exit(1);
}
