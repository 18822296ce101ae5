import { readdirSync, readFileSync } from "node:fs";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { shortStyles } from "../../infra/bundle-styles-plugin.ts";

const assets = readdirSync("dist/console/assets");
const textOf = (kind: string) =>
  assets
    .filter((file) => file.endsWith(kind))
    .map((file) => readFileSync(`dist/console/assets/${file}`, "utf8"))
    .join("\n");
const [styles, code] = [textOf(".css"), textOf(".js")];
const classesIn = (css: string) => new Set(css.match(/\.[_a-z][\w-]*(?![\w-]*["(])/gi));

/** One component's classes and style sheet, as its code sees them. */
async function bundled(component: string, isShort: boolean) {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { default } from "./node_modules/@cloudscape-design/components/${component}/styles.css.js";`,
      resolveDir: process.cwd(),
    },
    ...{ bundle: true, write: false, format: "esm", outdir: "out", plugins: isShort ? [shortStyles] : [] },
  });
  const [script, css] = [".js", ".css"].map((kind) => outputFiles.find(({ path }) => path.endsWith(kind))?.text ?? "");
  const address = `data:text/javascript,${encodeURIComponent(script ?? "")}`;
  const names = (await import(address)).default;
  return { names: names as Record<string, string>, css: css ?? "" };
}

describe("the console's style sheets", () => {
  test("name what the components' code names, each by a name of its own", async () => {
    for (const component of ["button", "status-indicator", "table/body-cell"]) {
      const [long, short] = [await bundled(component, false), await bundled(component, true)];
      const used = Object.entries(long.names).filter(([, name]) => long.css.includes(`.${name}`));
      expect(used.length, component).toBeGreaterThan(3);
      expect(Object.keys(short.names)).toEqual(Object.keys(long.names));
      expect(new Set(Object.values(short.names)).size).toBe(new Set(Object.values(long.names)).size);
      expect(used.filter(([part]) => !classesIn(short.css).has(`.${short.names[part]}`))).toEqual([]);
      expect(classesIn(short.css).size).toBe(classesIn(long.css).size);
      expect(short.css.length).toBeLessThan(long.css.length * 0.8);
    }
  });
  test("use no property that nothing sets", () => {
    const used = new Set([...styles.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => String(name)));
    const isSet = (name: string) => styles.includes(`${name}:`) || code.includes(`"${name}"`);
    expect(used.size).toBeGreaterThan(500);
    expect([...used].filter((name) => !isSet(name) && !name.startsWith("--awsui-"))).toEqual([]);
  });
  test("keep none of the long names, in the style sheets or in the code", () => {
    expect(`${styles}${code}`.match(/awsui_[\w-]+_[a-z0-9]{5}_[a-z0-9]{5}_\d+/g)).toBeNull();
    expect(styles.match(/--color-[\w-]+-[a-z0-9]{6}\b/g)).toBeNull();
  });
});
