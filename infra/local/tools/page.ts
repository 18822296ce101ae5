import { readFileSync } from "node:fs";

/** A file of the mailbox page. */
export interface PageFile {
  readonly type: string;
  readonly content: string;
}

/** The mailbox page: its HTML with a place for the application's address, and its assets by path. */
export interface Page {
  readonly html: string;
  readonly assets: ReadonlyMap<string, PageFile>;
}

const assetTypes: Readonly<Record<string, string>> = {
  "mailbox.css": "text/css; charset=utf-8",
  "message.css": "text/css; charset=utf-8",
  "layout.css": "text/css; charset=utf-8",
  "mailbox.js": "text/javascript; charset=utf-8",
  "message-list.js": "text/javascript; charset=utf-8",
  "message-view.js": "text/javascript; charset=utf-8",
  "authenticators.js": "text/javascript; charset=utf-8",
  "links.js": "text/javascript; charset=utf-8",
  "element.js": "text/javascript; charset=utf-8",
  "icon.svg": "image/svg+xml",
};

/** Reads the page from beside this file. */
export function loadPage(): Page {
  const assets = Object.entries(assetTypes).map(([name, type]): [string, PageFile] => {
    return [`/assets/${name}`, { type, content: read(name) }];
  });
  return { html: read("mailbox.html"), assets: new Map(assets) };
}

/** The page with a link to the application. */
export function pageFor(page: Page, baseUrl: string): string {
  const escaped = baseUrl.replaceAll(/[<>&'"]/g, (character) => `&#${character.charCodeAt(0)};`);
  return page.html.replaceAll("{{baseUrl}}", () => escaped);
}

function read(name: string): string {
  return readFileSync(new URL(`page/${name}`, import.meta.url), "utf8");
}
