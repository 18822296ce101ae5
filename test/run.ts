import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

/**
 * Runs all tests in two lanes beside each other, each with a stack of its own: files of one stack take turns, because they
 * move its clock and count its calls. Ends with status 1 when a lane failed; reports/tests.json has the sums.
 */
const lanes = [
  ["fast", "attacks"],
  ["stack", "fuzz"],
] as const;

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
}

function run(projects: readonly string[]): Promise<Report> {
  const file = `reports/tests-${projects.join("-")}.json`;
  const chosen = projects.flatMap((project) => ["--project", project]);
  const words = ["node_modules/vitest/vitest.mjs", "run", ...chosen];
  return new Promise((resolve) => {
    const env = { ...process.env, TESTS_REPORT: file };
    const lane = spawn(process.execPath, words, { stdio: ["ignore", "inherit", "inherit"], env });
    lane.on("exit", (code) => {
      const report = JSON.parse(readFileSync(file, "utf8")) as Report;
      resolve({ ...report, success: report.success && code === 0 });
    });
  });
}

const reports = await Promise.all(lanes.map(run));
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
