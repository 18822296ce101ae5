import { globSync, readFileSync } from "node:fs";

/** One source as a check sees it, so that a test can plant another that is on no disk. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** Every TypeScript file below these folders, the console's pages included. */
export function sourceFiles(folders: string): readonly SourceFile[] {
  return globSync(`${folders}/**/*.{ts,tsx}`, { exclude: ["**/node_modules/**"] })
    .map((file) => file.replaceAll("\\", "/"))
    .toSorted()
    .map((file) => ({ file, text: readFileSync(file, "utf8") }));
}

/** What a file imports or passes on, types too; also `import()` of a literal. */
export function importsOf({ text }: SourceFile): readonly string[] {
  const found = text.matchAll(
    /^\s*(?:import|export)\b(?:[^"';]*?\bfrom)?\s*["']([^"']+)["']|\bimport\(\s*["'`]([^"'`]+)["'`]/gm,
  );
  return [...found].map(([, a, b]) => (a ?? b)!);
}
