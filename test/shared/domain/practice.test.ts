import { expect, test } from "vitest";
import { checklistItems } from "../../../shared/contract/practices.ts";
import { checklistOf, type Practice } from "../../../shared/domain/practice.ts";
import { aPractice } from "../../kit/builders.ts";

const doneOf = (own: Partial<Practice>, isSecondStepSet = false) =>
  checklistOf(aPractice(own), isSecondStepSet)
    .filter(({ isDone }) => isDone)
    .map(({ item }) => item);

test("the checklist has the items of the contract, in their order", () => {
  expect(checklistOf(aPractice(), false).map(({ item }) => item)).toEqual(checklistItems);
});

test("a practice that skipped everything has nothing done", () => {
  expect(doneOf({})).toEqual([]);
});

test.each([
  { own: { applications: ["ehr"] as const }, item: "applications" },
  { own: { npi: "1234567893" }, item: "npi" },
  { own: { departments: 1 }, item: "department" },
  { own: { registered: 2 }, item: "colleague" },
  { own: { administrators: 2 }, item: "second-administrator" },
])("$item alone is done by $own", ({ own, item }) => {
  expect(doneOf(own)).toEqual([item]);
});

test("the second step is the viewer's own", () => {
  expect(doneOf({}, true)).toEqual(["second-step"]);
});
