import { globSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";

const components = dirname(createRequire(import.meta.url).resolve("@cloudscape-design/components/package.json"));
/** A class as the package's build names it: what it is, two hashes, a line. */
const longClass = /\bawsui_[\w-]+?_[a-z0-9]{5}_[a-z0-9]{5}_\d+\b/g;
/** A custom property of the package, with the hash of its theme at the end. */
const longVariable = /--[a-z][a-z0-9-]*-[a-z0-9]{6}\b(?!-)/g;
/** What the package looks for by its name while it runs. */
const soughtByName = /^--awsui-version-info/;
/** The files that say such names: style sheets, the tables of their classes, and the two tables of properties. */
const naming =
  /@cloudscape-design[\\/]components[\\/].*(\.css(\.js)?|custom-css-properties[\\/]index\.js|generated[\\/]styles[\\/]tokens\.js)$|console[\\/]src[\\/]theme\.css$/;

/** What the package's names are shortened to, and what stands for every element of a page. */
interface StyleNames {
  readonly short: ReadonlyMap<string, string>;
  /** Properties with a value on `body`, so that no `var()` of them ever comes to its fallback. */
  readonly always: ReadonlySet<string>;
}

/**
 * Cloudscape's style sheets with names of a few letters, and without the fallback values that no browser comes to: half their
 * size packed. The package names its own parts by these names and asks that nobody else does. The same version gives the same
 * names in every build.
 */
export const shortStyles: Plugin = {
  name: "short-styles",
  setup({ onLoad }) {
    const names = styleNames();
    onLoad({ filter: naming }, async ({ path }) => {
      const loader = path.endsWith(".css") ? "css" : "js";
      const text = await readFile(path, "utf8");
      return { contents: shortened(loader === "css" ? withoutFallbacks(text, names) : text, names), loader };
    });
  },
};

/** Reads the names in the files' order, so that none depends on what is bundled. */
function styleNames(): StyleNames {
  const text = (file: string) => readFileSync(join(components, file), "utf8");
  const classes = globSync("**/*.css.js", { cwd: components })
    .toSorted()
    .flatMap((file) => text(file).match(longClass) ?? []);
  const base = text("internal/base-theme/styles.scoped.css");
  const always = /\bbody \{([^}]*)\}/.exec(base)?.[1]?.match(/--[\w-]+(?=:)/g) ?? [];
  const own = text("internal/generated/custom-css-properties/index.js");
  const variables = [...always, ...(own.match(longVariable) ?? [])].filter((name) => name.match(longVariable));
  if (classes.length === 0 || always.length === 0) throw new Error("Cloudscape names its styles in another way now");
  const shortOf = (prefix: string, long: readonly string[]) =>
    [...new Set(long)].map((name, i) => [name, `${prefix}${i.toString(36)}`] as const);
  const sought = (name: string) => soughtByName.test(name);
  return {
    short: new Map([
      ...shortOf("_", classes),
      ...shortOf(
        "--",
        variables.filter((name) => !sought(name)),
      ),
    ]),
    always: new Set(always),
  };
}

const shortened = (text: string, { short }: StyleNames): string =>
  text
    .replaceAll(longClass, (name) => short.get(name) ?? name)
    .replaceAll(longVariable, (name) => short.get(name) ?? name);

/** A `var()` with a fallback, which may hold two more pairs of brackets within each other. */
const variableOrElse = /var\((--[\w-]+),((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*)\)/g;

const withoutFallbacks = (css: string, names: StyleNames): string =>
  css.replaceAll(variableOrElse, (_, name: string, fallback: string) =>
    names.always.has(name) ? `var(${name})` : `var(${name},${withoutFallbacks(fallback, names)})`,
  );
