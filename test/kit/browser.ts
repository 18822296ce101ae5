import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** Debian's Chromium, or what CHROMIUM names. */
const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The two widths every page is looked at in. */
export const screens = { desktop: { width: 1366, height: 850 }, phone: { width: 390, height: 844 } } as const;
export type Screen = keyof typeof screens;
export type Scheme = "light" | "dark";

/** Starts headless Chromium. @throws Error naming the package when there is none */
export function launch(): Promise<Browser> {
  if (!existsSync(executablePath))
    throw new Error(`no Chromium at ${executablePath}: apt-get install chromium, or set CHROMIUM`);
  return chromium.launch({ executablePath, args });
}

/** A browser window, and everything it complained about: refused by the policy, thrown, not loaded. */
export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: string[];
}

/** Opens a window of a screen's size. 401 is what a page asks for when nobody is signed in, and no complaint. */
export async function openWindow(browser: Browser, screen: Screen, scheme: Scheme): Promise<Window> {
  const context = await browser.newContext({ viewport: screens[screen], colorScheme: scheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`thrown: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 401/.test(message.text())) complaints.push(message.text());
  });
  page.on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1")
      complaints.push(`asked a third party: ${request.url()}`);
  });
  return { page, context, complaints };
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds against WCAG 2.2 AA on the page as it stands. */
export async function axeViolations(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  // Evaluated past the page's policy, which allows no script but its own.
  await session.send("Runtime.evaluate", { expression: axe });
  const { result } = await session.send("Runtime.evaluate", {
    expression: `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
      .then(({ violations }) => JSON.stringify(violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html).join(" | ").slice(0, 300))))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  return JSON.parse(String(result.value)) as string[];
}

/**
 * Waits until the page stands still: nothing drawn anew for a tenth of a second, fonts there, no transition under way. What
 * goes on for ever, such as a spinner's turning, is not waited for.
 */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const until = performance.now() + 5000;
    const isMoving = () => document.getAnimations()
      .some((each) => each.playState === "running" && each.effect?.getComputedTiming().endTime < 10000);
    await document.fonts.ready;
    let changedAt = performance.now();
    const watch = new MutationObserver(() => { changedAt = performance.now(); });
    watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    while (performance.now() < until && (performance.now() - changedAt < 100 || isMoving()))
      await new Promise((soon) => setTimeout(soon, 20));
    watch.disconnect();
  })()`);
}

/** Whether the page is wider than the window, so that a phone would have to scroll sideways. */
export function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
}

/** Whether everything is looked at in all looks, as `npm run long` does. */
export const isEveryLook = process.env["ALL_LOOKS"] === "1";
const arePicturesKept = isEveryLook || process.env["PICTURES"] === "1";

/** Keeps a picture for people to look at, under reports/, where they are wanted: they take as long as all that is checked. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!arePicturesKept) return;
  mkdirSync("reports/pictures", { recursive: true });
  await page.screenshot({ path: `reports/pictures/${name}.png`, fullPage: true });
}
