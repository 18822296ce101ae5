import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { attacks, attacksPage, claimsIn, gapsIn, waitsForFeature } from "./attacks.ts";
import { sourceFiles } from "./source-files.ts";

const claims = claimsIn(sourceFiles("test"));

describe("the attacks on accounts, people and claim files, 1 to 90", () => {
  test("are tests, or wait for a feature that is named", () => {
    expect(Object.keys(attacks)).toHaveLength(90);
    expect(claims.length).toBeGreaterThan(60);
    expect(gapsIn(claims, waitsForFeature)).toEqual([]);
  });

  test("a planted gap, a number that nobody knows and a wait that is over are caught", () => {
    const without = claims.filter(({ numbers }) => !numbers.includes(14));
    expect(gapsIn(without, waitsForFeature)).toEqual([`attack 14 has no test: ${attacks[14]}`]);
    const more = [...claims, { file: "x", title: "x (attack 109)", numbers: [109] }];
    expect(gapsIn(more, waitsForFeature)).toEqual(["there is no attack 109"]);
    expect(gapsIn(claims, { ...waitsForFeature, 1: "nothing" })).toEqual(["attack 1 has a test and waits for nothing"]);
  });

  test("a title is read where it is one: not in comments, messages or in the middle", () => {
    const text = [
      `test("a plain one (attack 1)", () => {});`,
      `test.each([["x"]])("one of %s (attacks 2, 3)", () => {});`,
      `describe(\n  "a long one (attack 4)",\n  () => {});`,
      `describe.concurrent("at once (attack 5)", () => {});`,
      `// a comment (attack 8)`,
      `expect(x, "a message (attack 6)").toBe(1);`,
      `test("said (attack 7) in the middle", () => {});`,
    ].join("\n");
    expect(claimsIn([{ file: "planted.ts", text }]).flatMap(({ numbers }) => numbers)).toEqual([1, 2, 3, 4, 5]);
  });

  test("stand in the document as in the list: node test/architecture/write-attacks.ts writes it", () => {
    expect(readFileSync("docs/attacks.md", "utf8")).toBe(attacksPage());
  });
});
