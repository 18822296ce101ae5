import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build, type Metafile, type OutputFile } from "esbuild";
import { drawnLayoutOnly, messagesInUse, parsedMessagesOnly } from "./bundle-console-plugins.ts";
import {
  apartFromSentences,
  environmentCredentialsOnly,
  plainBuiltins,
  withoutFonts,
  writtenDescription,
} from "./bundle-plugins.ts";
import { namedErrorsOnly, usedFeaturesOnly, versionsOnly } from "./bundle-sdk-plugins.ts";
import { shortStyles } from "./bundle-styles-plugin.ts";

/** Gzip bytes the console may weigh: all of it, and what the signed-out pages load (RULINGS 18). */
export const consoleBudget = { all: 600_000, auth: 200_000 } as const;

/** What a build wrote: bytes of each function, gzip bytes of the console. */
export interface BuildReport {
  readonly functions: Readonly<Record<string, number>>;
  readonly console?: { readonly all: number; readonly auth: number };
}

const root = join(import.meta.dirname, "..");
const common = {
  absWorkingDir: root,
  bundle: true,
  format: "esm",
  minify: true,
  metafile: true,
  write: false,
  legalComments: "none",
  logLevel: "warning",
} as const satisfies BuildOptions;

/** Bundles every `functions/<name>/handler.ts` that exists and the console to `dist/`, replacing what was there. */
export async function buildAll(): Promise<BuildReport> {
  const functions = await buildFunctions();
  const pages = await buildConsole();
  const outputs = { ...functions?.outputs, ...pages?.outputs };
  const inputs = { ...functions?.inputs, ...pages?.inputs };
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(join(root, "dist/meta.json"), JSON.stringify({ inputs, outputs }));
  return {
    functions: Object.fromEntries(
      Object.entries(functions?.outputs ?? {})
        .filter(([file]) => file.endsWith(".mjs"))
        .map(([file, { bytes }]) => [basename(dirname(file)), bytes]),
    ),
    ...(pages && { console: consoleWeight(pages) }),
  };
}

async function buildFunctions(): Promise<Metafile | undefined> {
  const handlers = globSync("functions/*/handler.ts", { cwd: root });
  if (handlers.length === 0) return undefined;
  const { metafile, outputFiles } = await build({
    ...common,
    entryPoints: handlers.map((file) => ({ in: file, out: `${basename(dirname(file))}/handler` })),
    outdir: "dist/functions",
    outExtension: { ".js": ".mjs" },
    platform: "node",
    target: "node24",
    // The `module` field first: ESM sources shake better, -35 % of init (PERFORMANCE, section 0 item 3).
    mainFields: ["module", "main"],
    // External: never read at cold start; a stack trace of the log is decoded with the map of the same commit.
    sourcemap: "external",
    sourcesContent: false,
    plugins: [
      ...[plainBuiltins, environmentCredentialsOnly, usedFeaturesOnly, namedErrorsOnly(root), versionsOnly],
      ...[writtenDescription, apartFromSentences],
    ],
    banner: {
      js: 'const require=process.getBuiltinModule("node:module").createRequire(import.meta.url);',
    },
  });
  replaceFolder("dist/functions", outputFiles);
  return metafile;
}

/** Page → its entry point: the console proper, and the small one that serves everything before a session exists. */
const pages = { index: "functions/console/src/main.tsx", auth: "functions/console/src/auth.tsx" } as const;

async function buildConsole(): Promise<Metafile | undefined> {
  const present = Object.entries(pages).filter(([, entry]) => existsSync(join(root, entry)));
  if (present.length === 0) return undefined;
  const options = {
    ...common,
    entryPoints: Object.fromEntries(present),
    outdir: "dist/console/assets",
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    platform: "browser",
    target: "es2022",
    splitting: true,
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [shortStyles, withoutFonts, drawnLayoutOnly, parsedMessagesOnly],
  } as const satisfies BuildOptions;
  const { metafile, outputFiles } = await build({ ...options, plugins: [...options.plugins, messagesInUse(options)] });
  refuseLooseStyles(metafile);
  const html = present.map(([page, entry]) => filledPage(page, { entry, metafile }));
  replaceFolder("dist/console", [...outputFiles, ...html]);
  return metafile;
}

/** Fills a page's template with its hashed files; `%BASE%` stays, the deployment knows it. */
function filledPage(page: string, { entry, metafile }: { entry: string; metafile: Metafile }): Written {
  const template = readFileSync(join(root, `functions/console/${page}.html`), "utf8");
  const output = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === entry);
  if (!output) throw new Error(`${entry} was not bundled`);
  const [script, { cssBundle }] = output;
  const files = { "%SCRIPT%": script, "%STYLE%": cssBundle };
  let html = template;
  for (const [placeholder, file] of Object.entries(files)) {
    if (file === undefined && !html.includes(placeholder)) continue;
    if (file === undefined) throw new Error(`functions/console/${page}.html wants ${placeholder}, but there is none`);
    if (!html.includes(placeholder)) throw new Error(`functions/console/${page}.html has no ${placeholder}`);
    html = html.replaceAll(placeholder, `assets/${basename(file)}`);
  }
  if (!html.includes('<base href="%BASE%">')) {
    throw new Error(`functions/console/${page}.html has no <base href="%BASE%">`);
  }
  return { path: join(root, `dist/console/${page}.html`), contents: Buffer.from(html) };
}

type Written = Pick<OutputFile, "path" | "contents">;

/**
 * Makes a folder hold exactly these files. What is the same stays untouched and nothing is missing in between, so that
 * tests and a running local target survive a build.
 */
function replaceFolder(folder: string, files: readonly Written[]): void {
  for (const { path, contents } of files) {
    if (existsSync(path) && readFileSync(path).equals(contents)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
  }
  const kept = new Set(files.map(({ path }) => relative(root, path)));
  const stale = globSync(`${folder}/**/*.*`, { cwd: root }).filter((file) => !kept.has(file));
  for (const file of stale) rmSync(join(root, file));
}

/** A style sheet that only a lazily imported module needs would never be loaded: esbuild links none. */
function refuseLooseStyles(metafile: Metafile): void {
  const entries: readonly string[] = Object.values(pages);
  for (const { entryPoint, cssBundle } of Object.values(metafile.outputs)) {
    if (cssBundle && entryPoint && !entries.includes(entryPoint)) {
      throw new Error(`${entryPoint} is imported lazily but brings styles: import it, or its styles, statically`);
    }
  }
}

function consoleWeight(metafile: Metafile): { all: number; auth: number } {
  const files = Object.keys(metafile.outputs);
  return { all: gzipBytes(files), auth: gzipBytes(reachedFrom(pages.auth, metafile)) };
}

/** The files a page loads before anything is clicked: its entry, styles and static imports. */
function reachedFrom(entry: string, { outputs }: Metafile): string[] {
  const start = Object.keys(outputs).find((file) => outputs[file]?.entryPoint === entry);
  const reached = new Set(start === undefined ? [] : [start]);
  // A Set's iteration also visits what is added on the way.
  for (const file of reached) {
    const { cssBundle, imports = [] } = outputs[file] ?? {};
    if (cssBundle) reached.add(cssBundle);
    for (const { path, kind } of imports) if (kind === "import-statement") reached.add(path);
  }
  return [...reached];
}

const gzipBytes = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(join(root, file)), { level: 9 }).length, 0);

if (import.meta.main) {
  const started = performance.now();
  const report = await buildAll();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} KB`;
  const sizes = Object.values(report.functions);
  const weight = report.console
    ? `console ${kilobytes(report.console.all)} gzip (signed-out pages ${kilobytes(report.console.auth)})`
    : "no console";
  console.log(
    `Bundled ${sizes.length} functions (${kilobytes(Math.max(0, ...sizes))} the largest), ${weight}, in ${seconds} s`,
  );
}
