import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { resourcesOf, synthesize } from "../infra/synthesized.ts";

const runbook = readFileSync("infra/RUNBOOK.md", "utf8");
const alarms = resourcesOf(synthesize("dev"), "AWS::CloudWatch::Alarm").map(({ properties }) => ({
  text: String(properties["AlarmDescription"]),
  actions: properties["AlarmActions"] as readonly unknown[] | undefined,
}));

/** The chapter of alarms: heading → what stands below it. */
function chaptersOf(text: string): Map<string, string> {
  const [, chapter = ""] = text.split(/^## Alarms$/m);
  const [own = ""] = chapter.split(/^## /m);
  const entries = own.split(/^### /m).slice(1);
  return new Map(entries.map((entry) => [entry.split("\n", 1)[0]?.trim() ?? "", entry]));
}

describe("the runbook", () => {
  const chapters = chaptersOf(runbook);
  test("has a heading for every alarm, word for word, and no other", () => {
    expect(alarms.length).toBeGreaterThanOrEqual(13);
    expect([...chapters.keys()].toSorted()).toEqual(alarms.map(({ text }) => text).toSorted());
  });
  test.each([...chapters])("says for '%s' what it means, where to look and how to mend it", (_, text) => {
    expect(text).toMatch(/\*\*Means\*\*/);
    expect(text).toMatch(/\*\*Hurt\*\*/);
    expect(text).toMatch(/\*\*Look first\*\*/);
    expect(text).toMatch(/\*\*Mend\*\*/);
  });
  test("every alarm tells somebody", () => {
    expect(alarms.filter(({ actions }) => actions?.length !== 1)).toEqual([]);
  });
  test("a planted heading is seen", () => {
    const planted = runbook.replace(/^## Alarms$/m, "## Alarms\n\n### planted: nothing rings\n");
    expect(chaptersOf(planted).size).toBe(chapters.size + 1);
  });
});
