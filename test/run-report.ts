/** What Vitest's JSON reporter writes of one run, as far as we read it. */
export interface Report {
  readonly success: boolean;
  readonly testResults: readonly FileResult[];
}

/** What became of one file. */
export interface FileResult {
  /** Its path from the root of the machine. */
  readonly name: string;
  readonly status: string;
  /** Why the file itself failed, not one of its tests. */
  readonly message: string;
  readonly assertionResults: readonly {
    readonly fullName: string;
    readonly status: string;
    readonly failureMessages: readonly string[] | null;
  }[];
}

/** What CI reads; Vitest's own names. */
export interface Totals {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly success: boolean;
}

/** A run that wrote no report. */
export const nothingRan: Report = { success: false, testResults: [] };

/** The files of which a test failed, or which failed themselves. */
export const failedFiles = (reports: readonly Report[]): FileResult[] =>
  reports.flatMap(({ testResults }) => testResults).filter(({ status }) => status === "failed");

/** What failed and why, for people. */
export function failuresIn({ name, message, assertionResults }: FileResult): string {
  const failed = assertionResults.filter(({ status }) => status === "failed");
  if (failed.length === 0) return `FAILED ${name}\n${message}\n`;
  return failed
    .map((test) => `FAILED ${name} > ${test.fullName}\n${test.failureMessages?.join("\n") ?? ""}\n`)
    .join("");
}

/** The sums of all runs, where each file that was run again counts as it ended then. A run that failed without a file that did fails all. */
export function totalsOf(reports: readonly Report[], again: readonly FileResult[] = []): Totals {
  const last = new Map(again.map((file) => [file.name, file]));
  const files = reports.flatMap(({ testResults }) => testResults).map((file) => last.get(file.name) ?? file);
  const count = (wanted: string) =>
    files.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === wanted).length;
  const ownFaults = files.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((each) => each.status !== "failed"),
  ).length;
  const unexplained = reports.filter(
    ({ success, testResults }) => !success && testResults.every(({ status }) => status !== "failed"),
  ).length;
  const numFailedTests = count("failed") + ownFaults + unexplained;
  return { numPassedTests: count("passed"), numFailedTests, success: numFailedTests === 0 };
}
