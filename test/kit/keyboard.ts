import type { Page } from "playwright-core";
import { expect } from "vitest";

/** One place the focus rests at. */
export interface Stop {
  /** What a screen reader calls it. */
  readonly name: string;
  /** How it looked while it had the focus. */
  readonly look: string;
}

/** Marks the element in focus and reads its name and look; so many stops a page may have before it counts as a trap. */
const most = 120;
const readStop = `(async () => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  await Promise.all(document.getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime < 10000).map(({ finished }) => finished.catch(() => {})));
  window.gatehouseStops ??= [];
  window.gatehouseStops.push(element);
  return { name: window.gatehouseNameOf(element), look: window.gatehouseLookOf(element) };
})()`;
/** Focus is drawn on the element, on a part of it, or on what encloses it: by outline, shadow, border or ground. */
const readers = `
  window.gatehouseNameOf = (element) => {
    const labelled = (element.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    const told = labelled.trim() || element.getAttribute("aria-label") || element.labels?.[0]?.innerText || element.innerText || element.textContent || element.tagName;
    return told.replace(/\\s+/g, " ").trim();
  };
  window.gatehouseLookOf = (element) => {
    const around = [element, element.parentElement, element.nextElementSibling, element.parentElement?.parentElement].filter(Boolean);
    const drawn = (each, part) => {
      const { outlineStyle, outlineColor, outlineWidth, boxShadow, borderColor, backgroundColor, content } = getComputedStyle(each, part);
      const outline = outlineStyle === "none" ? "none" : [outlineStyle, outlineColor, outlineWidth].join(" ");
      return [outline, boxShadow, borderColor, backgroundColor, part ? content : ""].join(";");
    };
    return around.flatMap((each) => [null, "::before", "::after"].map((part) => drawn(each, part))).join("|");
  };
`;

/** A person who has a keyboard and nothing else: no pointer, and no focus but where Tab leads. */
export class Keyboard {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** @param page before its first address */
  static async on(page: Page): Promise<Keyboard> {
    await page.addInitScript(readers);
    return new Keyboard(page);
  }

  /** Presses a key such as `Enter`, `Space` or `Shift+Tab`. */
  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
  }

  /** Types over what the field in focus holds. */
  async type(text: string): Promise<void> {
    await this.#page.keyboard.press("ControlOrMeta+a");
    await this.#page.keyboard.type(text);
  }

  /** What has the focus; undefined when the page itself has it. */
  async stop(): Promise<Stop | undefined> {
    return ((await this.#page.evaluate(readStop)) as Stop | null) ?? undefined;
  }

  /** Presses Tab until something of that name has the focus. @throws AssertionError when the page has none within reach */
  async tabTo(name: string | RegExp): Promise<void> {
    const passed: string[] = [];
    for (let pressed = 0; pressed < most; pressed++) {
      await this.press("Tab");
      const stop = await this.#left(await this.stop());
      if (stop && (typeof name === "string" ? stop.name === name : name.test(stop.name))) return;
      passed.push(stop?.name ?? "(the page)");
    }
    expect.fail(`Tab does not lead to ${name}, but to ${[...new Set(passed)].join(", ")}`);
  }

  /** Tabs to a control and presses a key there. */
  async use(name: string | RegExp, key: "Enter" | "Space" = "Enter"): Promise<void> {
    await this.tabTo(name);
    await this.press(key);
  }

  /** Tabs to a field and types into it. */
  async fill(name: string, text: string): Promise<void> {
    await this.tabTo(name);
    await this.type(text);
  }

  /**
   * Goes once around the page from where the focus is: every stop is seen to have the focus, none holds it, and they come in the
   * order in which they are read.
   * @returns the names of the stops, in their order
   */
  async round(): Promise<string[]> {
    const names: string[] = [];
    await this.#page.evaluate("window.gatehouseStops = []");
    this.#before = undefined;
    for (let pressed = 0; pressed < most; pressed++) {
      await this.press("Tab");
      const stop = await this.#left(await this.stop());
      if (await this.#page.evaluate("new Set(window.gatehouseStops).size < window.gatehouseStops.length")) break;
      if (stop) names.push(stop.name);
    }
    const isBack = await this.#page.evaluate("window.gatehouseStops.at(-1) === window.gatehouseStops[0]");
    expect(isBack && names.length > 1, `the focus is held, after ${names.join(", ")}`).toBe(true);
    const leapsBack = await this.#page.evaluate(`window.gatehouseStops.slice(0, -1).filter((each, at, all) =>
      at > 0 && !(all[at - 1].compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING)).length`);
    expect(leapsBack, `from the page's end to its start, and no other way back: ${names.join(", ")}`).toBeLessThan(2);
    await this.press("Shift+Tab");
    this.#before = undefined;
    return names;
  }

  #before: Stop | undefined;

  /** Of the stop before, which has lost the focus now, it must be seen. */
  async #left(now: Stop | undefined): Promise<Stop | undefined> {
    const before = this.#before;
    this.#before = now;
    if (before) {
      const look = await this.#page.evaluate(
        "(() => { const left = window.gatehouseStops?.at(document.activeElement === document.body ? -1 : -2); return left?.isConnected && left !== document.activeElement ? window.gatehouseLookOf(left) : null; })()",
      );
      if (look !== null) expect(look === before.look, `the focus is not seen at ${before.name}`).toBe(false);
    }
    return now;
  }
}
