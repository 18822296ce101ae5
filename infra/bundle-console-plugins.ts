import { readFile } from "node:fs/promises";
import { type BuildOptions, build, type Plugin } from "esbuild";

/** Layouts that the components' `AppLayout` never chooses outside of AWS's own consoles. */
const unusedLayouts = /^\.\/(classic|visual-refresh-toolbar)$/;

/**
 * Empties the layouts that Cloudscape's `AppLayout` brings but never draws here: the one before its visual refresh, and the one
 * of AWS's consoles with its drawers, lists and dragging. A sixth of the console. One that is drawn all the same says so.
 */
export const drawnLayoutOnly: Plugin = {
  name: "drawn-layout-only",
  setup(build) {
    build.onResolve({ filter: unusedLayouts }, ({ path, importer }) =>
      /components\/app-layout\/internal\.js$/.test(importer) ? { path, namespace: "unused-layout" } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "unused-layout" }, ({ path }) => ({
      contents: `export default () => { throw new Error(${JSON.stringify(`the layout ${path} is not bundled: nothing here draws it`)}); };`,
      loader: "js",
    }));
  },
};

/**
 * Messages come parsed with the components, so the package's own face without its parser is enough. To format a text that was
 * not parsed throws.
 */
export const parsedMessagesOnly: Plugin = {
  name: "parsed-messages-only",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^@formatjs\/icu-messageformat-parser$/ }, ({ kind, resolveDir, importer }) =>
      resolve("@formatjs/icu-messageformat-parser/lib/no-parser.js", { kind, resolveDir, importer }),
    );
  },
};

const allEnglish = /components\/i18n\/messages\/all\.en\.js$/;

/**
 * Keeps of Cloudscape's English messages those of components that are bundled: a third. Which these are the bundle itself says,
 * built once before without any message.
 * @param pages how the console is built
 */
export const messagesInUse = (pages: BuildOptions): Plugin => ({
  name: "messages-in-use",
  setup({ onLoad }) {
    onLoad({ filter: allEnglish }, async ({ path }) => {
      const without = await build({ ...pages, write: false, plugins: [...(pages.plugins ?? []), noMessages] });
      const text = without.outputFiles.map((file) => file.text).join("\n");
      const json = JSON.parse(await readFile(path.replace(/\.js$/, ".json"), "utf8")) as Messages;
      return { contents: JSON.stringify(keptOf(json, text)), loader: "json" };
    });
  },
});

/** Locale, then component, then text. */
type Messages = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Record<string, string>>>>>>>;

/** The messages of components whose name the bundle says somewhere in quotes. */
function keptOf(messages: Messages, text: string): Messages {
  const isNamed = (name: string) => text.includes(`"${name}"`);
  return Object.fromEntries(
    Object.entries(messages).map(([source, locales]) => [
      source,
      Object.fromEntries(
        Object.entries(locales).map(([locale, components]) => [
          locale,
          Object.fromEntries(Object.entries(components).filter(([name]) => isNamed(name))),
        ]),
      ),
    ]),
  );
}

const noMessages: Plugin = {
  name: "no-messages",
  setup({ onLoad }) {
    onLoad({ filter: allEnglish }, () => ({ contents: "{}", loader: "json" }));
  },
};
