import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "esbuild";

const sdkImport = /import\s*(?:type\s*)?\{([^}]*)\}\s*from\s*"@aws-sdk\/client-[\w-]+"/g;

/** Every name that the functions' sources import from a client of the SDK. */
function namesUsed(root: string): ReadonlySet<string> {
  const files = globSync(["functions/*/*.ts", "shared/**/*.ts"], { cwd: root });
  const imports = files.flatMap((file) => [...readFileSync(join(root, file), "utf8").matchAll(sdkImport)]);
  return new Set(imports.flatMap(([, names = ""]) => names.split(",").map((name) => name.trim())));
}

/** A modelled error of a client: its schema and its registration, as the SDK's generator writes them. */
const modelledError = /^export var (\w+)\$ = \[-3, n0, [^;]*;\nn0_registry\.registerError\(\1\$, \1\);\n/gm;

/**
 * A schema whose traits have computed names: what esbuild keeps though nothing uses it, since a name could do something. They
 * are texts. Of S3's client that is nine tenths.
 */
const schemaWithTraits = /^export var (\w+\$) = (\[(?:[^;]|;(?!\n))*\{ \[(?:[^;]|;(?!\n))*\]);$/gm;

/**
 * Drops the classes of errors that no source of ours imports, a tenth of a bundle: nothing can ask `instanceof` of them. The
 * SDK then throws its base exception with the same name, message and fault, as it does for every error newer than itself.
 * Errors that are marked for a repeat by their class stay.
 * @param root where the sources are
 */
export const namedErrorsOnly = (root: string): Plugin => ({
  name: "named-errors-only",
  setup(build) {
    const used = namesUsed(root);
    build.onLoad({ filter: /@aws-sdk\/client-[\w-]+\/dist-es\/schemas\/schemas_\d+\.js$/ }, ({ path }) => {
      const classes = readFileSync(path.replace(/schemas\/schemas_\d+\.js$/, "models/errors.js"), "utf8");
      const isRepeated = (name: string) =>
        /\$retryable/.test(classes.split("export class ").find((each) => each.startsWith(`${name} `)) ?? "");
      const contents = readFileSync(path, "utf8")
        .replace(modelledError, (text, name: string) => (used.has(name) || isRepeated(name) ? text : ""))
        .replace(schemaWithTraits, "export var $1 = /* @__PURE__ */ (() => $2)();");
      return { contents, loader: "js" };
    });
  },
});

/** Keeps of a client's package.json its version, which it sends as user agent. */
export const versionsOnly: Plugin = {
  name: "versions-only",
  setup(build) {
    build.onLoad({ filter: /@aws-sdk\/client-[\w-]+\/package\.json$/ }, ({ path }) => {
      const { name, version } = JSON.parse(readFileSync(path, "utf8")) as { name: string; version: string };
      return { contents: JSON.stringify({ name, version }), loader: "json" };
    });
  },
};

/** What the SDK constructs or loads only for a feature that no call of ours uses, and which. */
const unused: readonly (readonly [module: RegExp, feature: string])[] = [
  [/^@smithy\/core\/event-streams$/, "streaming of events"],
  [/^mnemonist\/lru-cache$/, "endpoint discovery"],
];

/**
 * Empties modules of features that are never used. One may be constructed, or asked to complete a client's settings, since
 * clients do so in advance; using it says what is missing.
 */
export const usedFeaturesOnly: Plugin = {
  name: "used-features-only",
  setup(build) {
    for (const [filter, feature] of unused) {
      build.onResolve({ filter }, ({ path }) => ({ path, namespace: "unused-feature", pluginData: feature }));
    }
    build.onLoad({ filter: /.*/, namespace: "unused-feature" }, ({ pluginData }) => ({
      contents: `const missing = () => { throw new Error(${JSON.stringify(`${String(pluginData)} is not bundled: nothing here uses it`)}); };
const asItIs = (config) => config;
const of = (name) => (name === "__esModule" || name === "then" ? undefined : /^resolve/.test(String(name)) ? asItIs : missing);
const face = new Proxy({}, { get: (_, name) => of(name) });
module.exports = Object.setPrototypeOf(class { constructor() { Object.setPrototypeOf(this, face); } }, face);`,
      loader: "js",
    }));
  },
};
