import type { Plugin } from "esbuild";

/**
 * Serves `node:http` without its ES module face: linking that face reads every export, which loads undici (28 ms and
 * 8 MB at each cold start, nodejs/node#59686). The plain object costs nothing.
 */
export const lazyHttp: Plugin = {
  name: "lazy-http",
  setup(build) {
    build.onResolve({ filter: /^(node:)?http$/ }, () => ({ path: "http", namespace: "lazy-http" }));
    build.onLoad({ filter: /.*/, namespace: "lazy-http" }, () => ({
      contents: 'module.exports = process.getBuiltinModule("node:http");',
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
