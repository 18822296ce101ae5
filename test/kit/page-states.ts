import type { Page } from "playwright-core";
import { isEveryLook } from "./browser.ts";
import { bothLooks, lookInAll, type Visit } from "./browser-visit.ts";

/** How a page loads, and what it says when that fails. */
export interface Loading {
  readonly path: string;
  /** The call it loads with. */
  readonly api: RegExp;
  /** The heading of its alert. */
  readonly failure: string;
  /** Of the pictures, which end in -loading and -error. */
  readonly name: string;
}

const problem = JSON.stringify({ status: 403, code: "session.forbidden", title: "No", detail: "Not at this moment." });

/** Looks at a state of a page on a desktop, by `npm run long` in all four looks. */
export const lookAtState = (page: Page, name: string): Promise<void> =>
  isEveryLook ? lookInAll(page, name) : lookInAll(page, name, bothLooks.slice(-1));

/** Looks only in `npm run long`: at what hardly differs from what is looked at anyway. */
export const lookIfLong = async (page: Page, name: string): Promise<void> =>
  isEveryLook ? lookAtState(page, name) : undefined;

/** Looks at a page while it loads and when that failed, and then loads it again by its button. */
export async function lookWhileLoading({ page, go }: Visit, { path, api, failure, name }: Loading): Promise<void> {
  const held = Promise.withResolvers<void>();
  await page.route(api, async (route) => {
    await held.promise;
    await route.fulfill({ status: 403, contentType: "application/problem+json", body: problem });
  });
  await go(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await lookAtState(page, `${name}-loading`);
  held.resolve();
  await page.getByText(failure).first().waitFor();
  await lookInAll(page, `${name}-error`);
  await page.unroute(api);
  await page.getByRole("button", { name: "Try again" }).first().click();
  await page.getByText(failure).first().waitFor({ state: "detached" });
}
