import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants, getPriority, setPriority } from "node:os";
import { openDynamoDoor } from "../infra/local/services/dynamodb/process.ts";

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
  { ...attacks, share: "2/2" },
  { ...stack, share: "1/2" },
  { ...attacks, share: "1/2" },
  ...["1/2", "2/2"].map((share) => ({ name: "browser", projects: ["stack"], only: [browser], share })),
  { ...stack, share: "2/2" },
  { name: "fast", projects: ["fast"] },
];
/** Times are compared at the end, beside what takes only what they leave of the cores. */
const last: readonly Run[] = [
  { name: "timing", projects: ["attacks"], only: [timing], priority: first },
  { name: "fuzz", projects: ["fuzz"], priority: constants.priority.PRIORITY_LOW },
];
const besides: Run = { name: "kill", projects: ["stack"], only: [kill] };
const atATime = 3;

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

const nothingRan: Report = {
  numPassedTests: 0,
  numFailedTests: 0,
  numFailedTestSuites: 1,
  success: false,
  testResults: [],
};

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
await door.close();
const sum = (name: "numPassedTests" | "numFailedTests" | "numFailedTestSuites") =>
  reports.reduce((total, report) => total + report[name], 0);
const success = reports.every((report) => report.success);
// Once more where it is found: the runs print between each other, and of a long log often only the end is kept.
for (const { name, message, assertionResults } of reports.flatMap(({ testResults }) => testResults)) {
  const failed = assertionResults.filter(({ status }) => status === "failed");
  if (message && failed.length === 0) process.stdout.write(`FAILED ${name}\n${message}\n`);
  for (const { fullName, failureMessages } of failed) {
    process.stdout.write(`FAILED ${name} > ${fullName}\n${failureMessages?.join("\n") ?? ""}\n`);
  }
}
const totals = {
  numPassedTests: sum("numPassedTests"),
  numFailedTests: sum("numFailedTests"),
  numFailedTestSuites: sum("numFailedTestSuites"),
  success,
};
writeFileSync("reports/tests.json", JSON.stringify(totals));
process.stdout.write(`${totals.numPassedTests} passed, ${totals.numFailedTests} failed\n`);
process.exitCode = success ? 0 : 1;
