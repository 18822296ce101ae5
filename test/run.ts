import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";

/** One Vitest process: the tests of some projects, without some files or of them alone. */
interface Run {
  readonly name: string;
  readonly projects: readonly string[];
  readonly without?: string;
  readonly only?: string;
}

const browser = "test/browser/";
const timing = "test/attacks/timing.attacks.test.ts";
/**
 * Runs all tests in three lanes beside each other, each with a stack of its own: files of one stack take turns, because they
 * move its clock and count its calls, and wait more than they work. What measures times comes when the others have little left
 * to do. Ends with status 1 when a run failed; reports/tests.json has the sums.
 */
const lanes: readonly (readonly Run[])[] = [
  [{ name: "attacks", projects: ["attacks"], without: timing }],
  [
    { name: "stack", projects: ["stack", "fuzz"], without: `${browser}**` },
    { name: "timing", projects: ["attacks"], only: timing },
  ],
  [
    { name: "browser", projects: ["stack"], only: browser },
    { name: "fast", projects: ["fast"] },
  ],
];

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
}

const nothingRan: Report = { numPassedTests: 0, numFailedTests: 0, numFailedTestSuites: 1, success: false };

function run({ name, projects, without, only }: Run): Promise<Report> {
  const file = `reports/tests-${name}.json`;
  rmSync(file, { force: true });
  const chosen = projects.flatMap((project) => ["--project", project]);
  const words = ["node_modules/vitest/vitest.mjs", "run", ...chosen];
  if (without) words.push("--exclude", without);
  if (only) words.push(only);
  return new Promise((resolve) => {
    const env = { ...process.env, TESTS_REPORT: file };
    const vitest = spawn(process.execPath, words, { stdio: ["ignore", "inherit", "inherit"], env });
    vitest.on("exit", (code) => {
      const report = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Report) : nothingRan;
      resolve({ ...report, success: report.success && code === 0 });
    });
  });
}

async function oneAfterAnother(runs: readonly Run[]): Promise<Report[]> {
  const reports: Report[] = [];
  for (const each of runs) reports.push(await run(each));
  return reports;
}

const reports = (await Promise.all(lanes.map(oneAfterAnother))).flat();
const sum = (name: "numPassedTests" | "numFailedTests" | "numFailedTestSuites") =>
  reports.reduce((total, report) => total + report[name], 0);
const success = reports.every((report) => report.success);
const totals = {
  numPassedTests: sum("numPassedTests"),
  numFailedTests: sum("numFailedTests"),
  numFailedTestSuites: sum("numFailedTestSuites"),
  success,
};
writeFileSync("reports/tests.json", JSON.stringify(totals));
process.stdout.write(`${totals.numPassedTests} passed, ${totals.numFailedTests} failed\n`);
process.exitCode = success ? 0 : 1;
