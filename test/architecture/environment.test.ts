import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { environments } from "../../shared/config/environment.ts";
import { type Bundle, readBundles } from "./bundles.ts";

const everyName = new Set<string>(Object.values(environments).flat());

/** The variables a bundle can ask for: what is left of the `variable("NAME")` calls after unreachable code went. */
const askedFor = (code: string): readonly string[] =>
  [...everyName].filter((name) => new RegExp(`\\(["'\`]${name}["'\`]\\)`).test(code)).toSorted();

/** One sentence for each difference between what a bundle asks for and what its row gives it. */
function differences({ deployable, code }: Bundle, row: readonly string[]): readonly string[] {
  const asked = askedFor(code);
  return [
    ...asked.filter((name) => !row.includes(name)).map((name) => `${deployable} reads ${name} and is not given it`),
    ...row.filter((name) => !asked.includes(name)).map((name) => `${deployable} is given ${name} and never reads it`),
  ];
}

const bundles = readBundles();
const rows: Readonly<Record<string, readonly string[]>> = environments;

test("every deployable was bundled", () => {
  expect(bundles.length).toBeGreaterThanOrEqual(9);
  expect(bundles.map(({ deployable }) => deployable).toSorted()).toEqual(Object.keys(environments).toSorted());
});

test.each(bundles)("$deployable reads exactly the variables it is given", (bundle) => {
  expect(differences(bundle, rows[bundle.deployable] ?? [])).toEqual([]);
});

test("a variable is always asked for by its name, so that this test can see it", () => {
  const calls = [...new Set(bundles.flatMap(({ inputs }) => inputs))]
    .filter((file) => /^(functions|shared)\//.test(file) && file !== "shared/config/environment.ts")
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/\bvariable\(([^)]*)\)/g)].map(([, name]) => name));
  expect(calls.length).toBeGreaterThan(5);
  expect(calls.filter((name) => !/^"[A-Z_]+"$/.test(name ?? ""))).toEqual([]);
});

describe("a planted difference is caught", () => {
  const bundle = { deployable: "planted", inputs: [], code: 'var a=()=>x("PRACTICE_TABLE");' };
  test("a bundle that reads what it is not given", () => {
    expect(differences(bundle, [])).toEqual(["planted reads PRACTICE_TABLE and is not given it"]);
  });
  test("a row that gives what is never read", () => {
    expect(differences(bundle, ["PRACTICE_TABLE", "AUDIT_TABLE"])).toEqual([
      "planted is given AUDIT_TABLE and never reads it",
    ]);
  });
});
