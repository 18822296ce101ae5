import { expect, test } from "vitest";
import { complaints, complaintsIn } from "./peers.ts";
import { sourceFiles } from "./source-files.ts";

test("every complaint about other systems is in the title of a test, and none that is not in the list", () => {
  const named = new Set(complaintsIn(sourceFiles("test")));
  expect([...named].toSorted()).toEqual(Object.keys(complaints).toSorted());
});

test("titles are read with and without attacks after them, and only at their end", () => {
  const text = [
    `test("one (peers A1)", () => {});`,
    `test.each([1])("two (peers A2, D3) (attack 26)", () => {});`,
    `test("not (peers A4) here", () => {});`,
  ].join("\n");
  expect(complaintsIn([{ file: "planted.ts", text }])).toEqual(["A1", "A2", "D3"]);
});
