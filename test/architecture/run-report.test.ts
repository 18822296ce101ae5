import { expect, test } from "vitest";
import { failedFiles, failuresIn, nothingRan, totalsOf } from "../run-report.ts";

const tested = (status: string, fullName: string) => ({
  fullName,
  status,
  failureMessages: status === "failed" ? ["why"] : [],
});
const file = (name: string, ...statuses: string[]) => ({
  ...{ name, message: "", status: statuses.includes("failed") ? "failed" : "passed" },
  assertionResults: statuses.map((status, at) => tested(status, `test ${at}`)),
});
const good = { success: true, testResults: [file("a", "passed", "passed", "skipped")] };
const bad = { success: false, testResults: [file("b", "passed"), file("c", "passed", "failed")] };

test("what failed is counted, and told with its reason", () => {
  expect(totalsOf([good, bad])).toEqual({ numPassedTests: 4, numFailedTests: 1, success: false });
  expect(failedFiles([good, bad]).map(failuresIn)).toEqual(["FAILED c > test 1\nwhy\n"]);
});

test("a file that was run again counts as it ended then, and hides no other", () => {
  expect(totalsOf([good, bad], [file("c", "passed", "passed")])).toEqual({
    ...{ numPassedTests: 5, numFailedTests: 0, success: true },
  });
  const two = { success: false, testResults: [file("c", "failed"), file("d", "failed")] };
  expect(totalsOf([good, two], [file("c", "passed")])).toMatchObject({ numFailedTests: 1, success: false });
  expect(totalsOf([good, bad], [file("c", "passed", "failed")])).toMatchObject({ numFailedTests: 1, success: false });
});

test("a run without a report, a file that could not begin and a fault outside of every test fail the whole", () => {
  expect(totalsOf([good, nothingRan])).toEqual({ numPassedTests: 2, numFailedTests: 1, success: false });
  const unbegun = { ...file("e"), status: "failed", message: "its hook took too long" };
  expect(totalsOf([{ success: false, testResults: [unbegun] }])).toMatchObject({ numFailedTests: 1, success: false });
  expect(failuresIn(unbegun)).toContain("its hook took too long");
  expect(totalsOf([{ ...good, success: false }])).toMatchObject({ numFailedTests: 1, success: false });
});
