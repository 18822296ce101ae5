import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Metafile, type Plugin } from "esbuild";
import { describe, expect, test } from "vitest";
import { consoleBudget } from "../../infra/bundle.ts";
import {
  environmentCredentialsOnly,
  plainBuiltins,
  withoutFonts,
  writtenDescription,
} from "../../infra/bundle-plugins.ts";
import { openApiDocument } from "../../shared/contract/openapi.ts";

const gzip = (file: string) => gzipSync(readFileSync(file), { level: 9 }).length;
const assets = readdirSync("dist/console/assets");
const page = (name: string) => readFileSync(`dist/console/${name}.html`, "utf8");

/** The files that a page loads before anything is clicked: those it names, and what they import. */
function loadedBy(name: string): Set<string> {
  const loaded = new Set([...page(name).matchAll(/assets\/([\w.-]+)/g)].map(([, file]) => String(file)));
  for (const file of loaded) {
    const imports = /\.js$/.test(file) ? readFileSync(`dist/console/assets/${file}`, "utf8") : "";
    for (const [, next] of imports.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.js)"/g)) loaded.add(String(next));
  }
  return loaded;
}
const weight = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzip(`dist/console/assets/${file}`), 0);

describe("the console as built", () => {
  test("weighs at most 600 KB gzipped, all of it", () => {
    expect(assets.length).toBeGreaterThan(2);
    expect(weight(assets)).toBeLessThanOrEqual(consoleBudget.all);
  });
  test("the signed-out pages load at most 200 KB gzipped", () => {
    const loaded = loadedBy("auth");
    expect(loaded.size).toBeGreaterThanOrEqual(2);
    expect(weight(loaded)).toBeLessThanOrEqual(consoleBudget.auth);
  });
  test.each(["index", "auth"])("%s.html names files that exist, and leaves its address to the deployment", (name) => {
    const named = [...page(name).matchAll(/assets\/([\w.-]+)/g)].map(([, file]) => String(file));
    expect(named.length).toBeGreaterThanOrEqual(2);
    expect(named.filter((file) => !existsSync(`dist/console/assets/${file}`))).toEqual([]);
    expect(named.filter((file) => !/-[A-Z0-9]{8}\.(js|css)$/.test(file))).toEqual([]);
    expect(page(name)).toContain('<base href="%BASE%">');
    expect(page(name)).not.toMatch(/%(SCRIPT|STYLE)%|<script(?![^>]*src=)|\sstyle=|(?:src|href)="\//);
  });
  test("is text only: the gateway serves no binary", () => {
    expect(assets.filter((file) => !/\.(js|css|svg|txt)$/.test(file))).toEqual([]);
  });
  test("brings no font that its security policy would refuse", () => {
    const styles = assets.filter((file) => file.endsWith(".css"));
    expect(styles.length).toBeGreaterThan(0);
    expect(styles.filter((file) => readFileSync(`dist/console/assets/${file}`, "utf8").includes("@font-face"))).toEqual(
      [],
    );
  });
});

describe("what the console leaves out of its components", () => {
  const { outputs } = JSON.parse(readFileSync("dist/meta.json", "utf8")) as Metafile;
  const bundled = new Set(
    Object.entries(outputs)
      .filter(([file]) => file.includes("dist/console/"))
      .flatMap(([, { inputs }]) => Object.entries(inputs))
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([file]) => file.split("@cloudscape-design/components/")[1] ?? file),
  );
  const code = assets
    .filter((file) => file.endsWith(".js"))
    .map((file) => readFileSync(`dist/console/assets/${file}`, "utf8"))
    .join("\n");
  test("is never messages of a component that is there", () => {
    const english = JSON.parse(
      readFileSync("node_modules/@cloudscape-design/components/i18n/messages/all.en.json", "utf8"),
    ) as Record<string, { en: Record<string, Record<string, { value: string }[]>> }>;
    const components = Object.entries(english["cloudscape-design-components"]?.en ?? {});
    const isThere = (name: string) => [...bundled].some((file) => file.startsWith(`${name}/`));
    const texts = (messages: Record<string, { value: string }[]>) =>
      Object.values(messages).flatMap(([first]) => first?.value ?? []);
    // A text with quotes in it stands in quotes of another kind.
    const isSaid = (text: string) => code.includes(JSON.stringify(text).slice(1, -1)) || code.includes(text);
    const lacking = components.filter(
      ([name, messages]) => isThere(name) && texts(messages).some((text) => !isSaid(text)),
    );
    expect(lacking.map(([name]) => name)).toEqual([]);
    expect(components.filter(([name]) => isThere(name)).length).toBeGreaterThan(10);
    expect(code).not.toContain("Loading next step");
  });
  test("is the layouts that are never drawn, with all that only they need", () => {
    const unwanted =
      /^app-layout\/(classic|visual-refresh-toolbar\/index)|@dnd-kit|icu-messageformat-parser\/lib\/parser/;
    expect([...bundled].filter((file) => unwanted.test(file))).toEqual([]);
    expect([...bundled].some((file) => file.startsWith("app-layout/visual-refresh/"))).toBe(true);
  });
});

/** Bundles a few lines with a plugin and runs them. */
async function run(code: string, plugin: Plugin): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-bundle-"));
  try {
    const { outputFiles, metafile } = await build({
      stdin: { contents: code, resolveDir: process.cwd() },
      bundle: true,
      format: "esm",
      platform: "node",
      write: false,
      metafile: true,
      plugins: [plugin],
    });
    const text = outputFiles[0]?.text ?? "";
    writeFileSync(join(folder, "out.mjs"), text);
    return {
      ...(await import(pathToFileURL(join(folder, "out.mjs")).href)),
      text,
      inputs: Object.keys(metafile.inputs),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the bundler's plugins", () => {
  test("Node's own modules work without their module faces", async () => {
    const code = `import { STATUS_CODES } from "node:http"; import h from "http"; import * as fs from "node:fs/promises";
      import { createHash, webcrypto } from "node:crypto"; export const a = STATUS_CODES[404] + h.METHODS.length;
      export const b = [typeof fs.readFile, createHash("sha256").update("").digest("hex").slice(0, 4), typeof webcrypto];`;
    const { a, b, text } = await run(code, plainBuiltins);
    expect(a).toMatch(/^Not Found\d+$/);
    expect(b).toEqual(["function", "e3b0", "object"]);
    expect(text).not.toMatch(/\b(from|import)\s*\(?["']/);
  });
  test("credentials come from the environment, with no other provider in the bundle", async () => {
    const code =
      'import { defaultProvider } from "@aws-sdk/credential-provider-node"; export const provide = () => defaultProvider()();';
    const { provide, inputs } = await run(code, environmentCredentialsOnly);
    await expect((provide as () => Promise<unknown>)()).resolves.toMatchObject({ accessKeyId: "local" });
    const providers = (inputs as string[]).filter((file) =>
      /node_modules\/.*credential-provider-|nested-clients/.test(file),
    );
    expect(providers.filter((file) => !/credential-provider-(node|env)\/|^unused-provider:/.test(file))).toEqual([]);
    expect(providers.length).toBeGreaterThan(1);
  });
  test("without them, a provider that was left out says so", async () => {
    const code = 'import { fromSSO } from "@aws-sdk/credential-provider-sso"; export const go = () => fromSSO({});';
    const { go } = await run(code, environmentCredentialsOnly);
    expect(go as () => unknown).toThrow("@aws-sdk/credential-provider-sso is not bundled");
  });
  test("the description of the API is written beforehand, word for word, without what wrote it", async () => {
    const { document, inputs } = await run(
      'import { openApiDocument } from "./shared/contract/openapi.ts"; export const document = openApiDocument();',
      writtenDescription,
    );
    expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
    expect(inputs).toEqual(["shared/contract/openapi.ts", "<stdin>"]);
  });
  test("font faces are dropped, other rules stay", async () => {
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-styles-"));
    writeFileSync(
      join(folder, "a.css"),
      "@font-face { font-family: x; src: url(data:font/woff2;base64,AA==) } b { color: red }",
    );
    const { outputFiles } = await build({
      entryPoints: [join(folder, "a.css")],
      bundle: true,
      write: false,
      minify: true,
      plugins: [withoutFonts],
    });
    rmSync(folder, { recursive: true });
    expect(outputFiles[0]?.text.trim()).toBe("b{color:red}");
  });
});
