import { join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { theme } from "../../../functions/console/theme.ts";

const root = join(import.meta.dirname, "../../..");

/** Cloudscape's own generator, run here because it is far too heavy for the browser. */
async function themeStyles(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { generateThemeStylesheet } from "@cloudscape-design/components/theming";`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
  });
  const source = Buffer.from(outputFiles[0]!.contents).toString("base64");
  const { generateThemeStylesheet } = await import(/* @vite-ignore */ `data:text/javascript;base64,${source}`);
  return generateThemeStylesheet({ theme });
}

test("the committed theme is what Cloudscape makes of our tokens", async () => {
  const styles = (await themeStyles()).replace(/\s*\n\s*/g, "\n").trim();
  expect(styles).toContain("#0f6b66");
  const why = "written by test/functions/console/theme.test.ts from theme.ts";
  const banner = `/* biome-ignore-all lint: ${why} */\n/* biome-ignore-all format: ${why} */\n`;
  await expect(`${banner}${styles}\n`).toMatchFileSnapshot(join(root, "functions/console/src/theme.css"));
});
