import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants, getPriority, setPriority } from "node:os";
import { relative } from "node:path";
import { openDynamoDoor } from "../infra/local/services/dynamodb/process.ts";
import { type FileResult, failedFiles, failuresIn, nothingRan, type Report, totalsOf } from "./run-report.ts";

/** One Vitest process with a stack of its own: the tests of some projects, without some files, of them alone, or a share. */
interface Run {
  readonly name: string;
  readonly projects: readonly string[];
  readonly without?: readonly string[];
  readonly only?: readonly string[];
  /** As in `vitest --shard`: 1/2 is the first half of the files. */
  readonly share?: string;
  /** For the cores, as `nice` counts; 10 unless said otherwise. */
  readonly priority?: number;
}

/** Hundreds of calls at once would miss their deadlines if they shared the cores. */
const first = constants.priority.PRIORITY_NORMAL;

const browser = "test/browser/";
const timing = "test/attacks/timing.attacks.test.ts";
/** Attacks by hundreds of calls at once, each of which wants the machine for itself for some seconds: never two beside each other. */
const bursts = [
  ...["invitation", "known-browser", "lockout", "password", "pin", "policy", "processes", "recovery", "revocation"],
  ...["sms", "step-up"],
].map((name) => `test/attacks/${name}.attacks.test.ts`);
/** The same against the store, in one process. */
const counters = "test/store/counters.test.ts";
/** Waits for leases to end, a minute and a half in all, on hardly any of the cores: beside all others, so that no run waits with it. */
const kill = "test/faults/kill.test.ts";
/**
 * Files of one stack take turns, because they move its clock and count its calls. So three runs go on at a time, the longest
 * first, each with a stack of its own; whichever ends makes room for the next. With two, the cores stand idle while both wait;
 * with four they need a fifth more processor time for the same, and so they do with one stack for twice as many files. All have
 * their databases in one JVM, which compiles once and better. Ends with status 1 when a run failed; reports/tests.json has the
 * sums.
 */
const attacks = { name: "attacks", projects: ["attacks"], without: [...bursts, timing] };
const stack = { name: "stack", projects: ["stack"], without: [`${browser}**`, counters, kill] };
const runs: readonly Run[] = [
  { name: "bursts", projects: ["attacks", "stack"], only: [...bursts, counters], priority: first },
  ...["1/2", "2/2"].map((share) => ({ name: "browser", projects: ["stack"], only: [browser], share })),
  { ...attacks, share: "2/2" },
  { ...attacks, share: "1/2" },
  { ...stack, share: "1/2" },
  { name: "fast", projects: ["fast"] },
  { ...stack, share: "2/2" },
];
/** Times are compared at the end, beside what takes only what they leave of the cores. */
const last: readonly Run[] = [
  { name: "timing", projects: ["attacks"], only: [timing], priority: first },
  { name: "fuzz", projects: ["fuzz"], priority: constants.priority.PRIORITY_LOW },
];
const besides: Run = { name: "kill", projects: ["stack"], only: [kill] };
const atATime = 3;

function run({ name, projects, without = [], only = [], share, priority }: Run): Promise<Report> {
  const file = `reports/tests-${[name, share?.replace("/", "-of-")].filter(Boolean).join("-")}.json`;
  rmSync(file, { force: true });
  const chosen = projects.flatMap((project) => ["--project", project]);
  const words = ["node_modules/vitest/vitest.mjs", "run", ...chosen];
  words.push(...without.flatMap((files) => ["--exclude", files]), ...only);
  if (share) words.push("--shard", share);
  return new Promise((resolve) => {
    const env = { ...process.env, TESTS_REPORT: file };
    const vitest = spawn(process.execPath, words, { stdio: ["ignore", "inherit", "inherit"], env });
    // Never above our own, which takes rights.
    const wished = priority ?? constants.priority.PRIORITY_BELOW_NORMAL;
    if (vitest.pid) setPriority(vitest.pid, Math.max(wished, getPriority()));
    vitest.on("exit", (code) => {
      const report = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Report) : nothingRan;
      resolve({ ...report, success: report.success && code === 0 });
    });
  });
}

/**
 * Three runs beside each other on two cores now and then keep a page or a letter waiting for longer than a test does. A file or
 * two that failed so is run once more by itself, and what it says then counts; both are printed. An attack is never given a
 * second try: what gets through once in a hundred times gets through.
 */
async function onceMore(failed: readonly FileResult[]): Promise<readonly FileResult[]> {
  const files = failed.map(({ name }) => relative(process.cwd(), name));
  if (files.length === 0 || files.length > 2 || files.some((file) => file.startsWith("test/attacks/"))) return [];
  const report = await run({ name: "again", projects: ["fast", "stack"], only: files, priority: first });
  for (const { name, status } of report.testResults)
    process.stdout.write(`AGAIN ${status}, by itself: ${relative(process.cwd(), name)}\n`);
  return report.testResults;
}

const door = await openDynamoDoor();
process.env["DYNAMODB_DOOR"] = String(door.port);
const waiting = [...runs];
async function oneAfterAnother(): Promise<Report[]> {
  const reports: Report[] = [];
  for (let next = waiting.shift(); next; next = waiting.shift()) reports.push(await run(next));
  return reports;
}

const lanes = Array.from({ length: atATime }, oneAfterAnother);
const beside = await Promise.all([...lanes, run(besides).then((report) => [report])]);
const reports = [...beside.flat(), ...(await Promise.all(last.map(run)))];
const failed = failedFiles(reports);
for (const file of failed) process.stdout.write(failuresIn(file));
const again = await onceMore(failed);
await door.close();
const totals = totalsOf(reports, again);
writeFileSync("reports/tests.json", JSON.stringify(totals));
process.stdout.write(`${totals.numPassedTests} passed, ${totals.numFailedTests} failed\n`);
process.exitCode = totals.success ? 0 : 1;
