import { builtinModules } from "node:module";
import { gzipSync } from "node:zlib";
import type { Plugin } from "esbuild";

/** Every module of Node's own, with or without its prefix. */
const builtins = builtinModules.filter((name) => !name.startsWith("_") && !name.startsWith("node:"));

/**
 * Serves Node's own modules without their ES module faces: linking a face reads every export, and with it loads what only a
 * getter stands for. For `node:http` that is undici (28 ms and 8 MB at each cold start, nodejs/node#59686), for `node:crypto`
 * and `node:fs` another 2 ms. The plain objects cost nothing.
 */
export const plainBuiltins: Plugin = {
  name: "plain-builtins",
  setup(build) {
    build.onResolve({ filter: new RegExp(`^(node:)?(${builtins.join("|")})$`) }, ({ path }) => ({
      path: path.replace(/^(node:)?/, "node:"),
      namespace: "plain-builtin",
    }));
    build.onLoad({ filter: /.*/, namespace: "plain-builtin" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
      loader: "js",
    }));
  },
};

const unusedProviders =
  /^(@aws-sdk\/(credential-provider-(ini|sso|process|web-identity|login|http)|nested-clients|token-providers)|@smithy\/credential-provider-imds)(\/|$)/;

/**
 * Empties the SDK's credential providers that a Lambda never reaches, because its credentials are in the environment:
 * a third of the bundle. Reaching one all the same says why there is nothing, instead of a missing module.
 */
export const environmentCredentialsOnly: Plugin = {
  name: "environment-credentials-only",
  setup(build) {
    build.onResolve({ filter: unusedProviders }, ({ path }) => ({ path, namespace: "unused-provider" }));
    build.onLoad({ filter: /.*/, namespace: "unused-provider" }, ({ path }) => ({
      contents: `const refuse = () => { throw new Error(${JSON.stringify(`${path} is not bundled: credentials come from the environment`)}); };
module.exports = Object.create(new Proxy({}, { get: (_, name) => (name === "__esModule" || name === "then" ? undefined : refuse) }));`,
      loader: "js",
    }));
  },
};

/**
 * Writes the description of the API once, here, instead of in every function that serves it: the contract's tables, their
 * examples and what makes JSON Schema of them are three times as large as what they say, packed.
 */
export const writtenDescription: Plugin = {
  name: "written-description",
  setup(build) {
    build.onLoad({ filter: /shared[\\/]contract[\\/]openapi\.ts$/ }, async () => {
      const { openApiDocument } = await import("../shared/contract/openapi.ts");
      const packed = gzipSync(JSON.stringify(openApiDocument()), { level: 9 }).toString("base64");
      return {
        contents: `import { gunzipSync } from "node:zlib";
export const openApiDocument = () => JSON.parse(gunzipSync(Buffer.from("${packed}", "base64")).toString());`,
        loader: "js",
      };
    });
  },
};

/**
 * Writes the table of audit actions as two literals, the names and the sentences, so that a function which only checks names
 * does not carry the sentences: six kilobytes of most bundles.
 */
export const apartFromSentences: Plugin = {
  name: "apart-from-sentences",
  setup(build) {
    build.onLoad({ filter: /shared[\\/]domain[\\/]audit-action\.ts$/ }, async () => {
      const { auditActionNames, auditActions } = await import("../shared/domain/audit-action.ts");
      return {
        contents: `export const auditActionNames = ${JSON.stringify(auditActionNames)};
export const auditActions = ${JSON.stringify(auditActions)};`,
        loader: "js",
      };
    });
  },
};

/** Drops `@font-face` rules: their fonts are data URLs that the console's content security policy refuses anyway. */
export const withoutFonts: Plugin = {
  name: "without-fonts",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { readFile } = await import("node:fs/promises");
      const contents = await readFile(path, "utf8");
      return { contents: contents.replace(/@font-face\s*\{[^}]*\}/g, ""), loader: "css" };
    });
  },
};
