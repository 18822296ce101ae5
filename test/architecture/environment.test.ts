import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Deployable, environments } from "../../shared/config/environment.ts";
import type { Route } from "../../shared/contract/route.ts";
import { routesByWorkflow } from "../../shared/contract/routes.ts";
import { type Bundle, readBundles } from "./bundles.ts";

const everyName = new Set<string>(Object.values(environments).flat());

/** The variables a bundle can ask for: what is left of the `variable("NAME")` calls after unreachable code went. */
const askedFor = (code: string): readonly string[] =>
  [...everyName].filter((name) => new RegExp(`\\(["'\`]${name}["'\`]\\)`).test(code)).toSorted();

/** Names that a bundle holds in code that its work never reaches, so that it is not given them. */
const neverReached: Partial<Record<Deployable, { readonly names: readonly string[]; readonly because: string }>> = {
  directory: {
    names: ["AUDIT_TABLE", "SESSION_TABLE"],
    because: "the names of the tables are one object, and it follows users' rows only",
  },
  caretaker: {
    names: ["SESSION_TABLE"],
    because: "the names of the tables are one object, and nobody's session is looked at",
  },
  "found-operators": {
    names: ["SESSION_TABLE"],
    because: "the names of the tables are one object, and nobody's session is looked at",
  },
  "epcs-day": {
    names: ["SESSION_TABLE"],
    because: "the names of the tables are one object, and nobody's session is looked at",
  },
  system: {
    names: ["AUDIT_TABLE", "SESSION_TABLE", "TOKEN_SECRET_ID"],
    because:
      "serve holds the session check and the commit, and every route of system is open to anybody and only reads",
  },
  "cognito-triggers": {
    names: ["AUDIT_TABLE", "SESSION_TABLE"],
    because: "the names of the tables are one object, and the triggers read the practice's only",
  },
  "mail-events": {
    names: ["SESSION_TABLE"],
    because: "the names of the three tables are one object, and what became of a mail lies in the practice's",
  },
};

/** One sentence for each difference between what a bundle asks for and what its row gives it. */
function differences(
  { deployable, code }: Pick<Bundle, "deployable" | "code">,
  row: readonly string[],
  excused: readonly string[] = [],
): readonly string[] {
  const asked = askedFor(code);
  return [
    ...asked
      .filter((name) => !row.includes(name) && !excused.includes(name))
      .map((name) => `${deployable} reads ${name} and is not given it`),
    ...row.filter((name) => !asked.includes(name)).map((name) => `${deployable} is given ${name} and never reads it`),
    ...excused
      .filter((name) => row.includes(name) || !asked.includes(name))
      .map((name) => `${deployable} needs no excuse for ${name}`),
  ];
}

const bundles = readBundles();
const rows: Readonly<Record<string, readonly string[]>> = environments;
const excuses: Readonly<Record<string, { readonly names: readonly string[] } | undefined>> = neverReached;

test("every deployable was bundled", () => {
  expect(bundles.length).toBeGreaterThanOrEqual(9);
  expect(bundles.map(({ deployable }) => deployable).toSorted()).toEqual(Object.keys(environments).toSorted());
});

test.each(bundles)("$deployable reads exactly the variables it is given", (bundle) => {
  const { names = [] } = excuses[bundle.deployable] ?? {};
  expect(differences(bundle, rows[bundle.deployable] ?? [], names)).toEqual([]);
});

test("the routes of system are as its excuse says", () => {
  const routes = Object.values<Route>(routesByWorkflow.system);
  expect(routes.length).toBeGreaterThan(0);
  expect(routes.filter(({ access, method }) => access !== "public" || method !== "GET")).toEqual([]);
});

test("a variable is always asked for by its name, so that this test can see it", () => {
  const calls = [...new Set(bundles.flatMap(({ inputs }) => inputs))]
    .filter((file) => /^(functions|shared)\//.test(file) && file !== "shared/config/environment.ts")
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/\bvariable\(([^)]*)\)/g)].map(([, name]) => name));
  expect(calls.length).toBeGreaterThan(5);
  expect(calls.filter((name) => !/^"[A-Z_]+"$/.test(name ?? ""))).toEqual([]);
});

describe("a planted difference is caught", () => {
  const bundle = { deployable: "planted", code: 'var a=()=>x("PRACTICE_TABLE");' };
  test("a bundle that reads what it is not given", () => {
    expect(differences(bundle, [])).toEqual(["planted reads PRACTICE_TABLE and is not given it"]);
  });
  test("an excuse that is no longer needed", () => {
    expect(differences(bundle, ["PRACTICE_TABLE"], ["AUDIT_TABLE"])).toEqual([
      "planted needs no excuse for AUDIT_TABLE",
    ]);
  });
  test("a row that gives what is never read", () => {
    expect(differences(bundle, ["PRACTICE_TABLE", "AUDIT_TABLE"])).toEqual([
      "planted is given AUDIT_TABLE and never reads it",
    ]);
  });
});
