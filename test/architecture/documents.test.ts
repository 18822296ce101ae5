import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { SourceFile } from "./source-files.ts";

const documents = globSync(["*.md", "docs/**/*.md", "infra/*.md"]).map((file) => ({
  file,
  text: readFileSync(file, "utf8"),
}));
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };

const deadLinks = (files: readonly SourceFile[]) =>
  files.flatMap(({ file, text }) =>
    [...text.matchAll(/\]\(([^)#]+)(#[^)]*)?\)/g)]
      .map(([, target]) => target!)
      .filter((target) => !/^(https?|mailto):/.test(target) && !existsSync(join(dirname(file), target)))
      .map((target) => `${file} links to ${target}`),
  );
const unknownScripts = (files: readonly SourceFile[]) =>
  files.flatMap(({ file, text }) =>
    [...text.matchAll(/\bnpm run (?:-s )?([\w:-]+)/g)]
      .map(([, name]) => name!)
      .filter((name) => !(name in scripts))
      .map((name) => `${file} says npm run ${name}`),
  );

test("every link between documents and to files has its target", () => {
  expect(documents.length).toBeGreaterThanOrEqual(6);
  expect(deadLinks(documents)).toEqual([]);
  expect(deadLinks([{ file: "planted.md", text: "[x](docs/planted.md)" }])).toHaveLength(1);
});

test("every npm script that a document names exists", () => {
  expect(unknownScripts(documents)).toEqual([]);
  expect(unknownScripts([{ file: "planted.md", text: "`npm run planted`" }])).toHaveLength(1);
});

test("the README fits on a few screens and its two commands are one line each", () => {
  const readme = readFileSync("README.md", "utf8");
  expect(readme.split("\n").length).toBeLessThanOrEqual(150);
  for (const command of ["    npm ci && npm start\n", "    npm ci && npm test\n"]) expect(readme).toContain(command);
  expect(scripts).toMatchObject({ start: expect.any(String), test: expect.any(String) });
});
