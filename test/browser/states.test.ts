import type { Page, Route } from "playwright-core";
import { expect, test } from "vitest";
import { browserVisits, lookInAll, looks, type Visit } from "../kit/browser-visit.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer } from "../kit/person.ts";

/**
 * Every page of people and places in each state that it can have: while its data is under way, when there is none, when it
 * fails, to whom it is closed, and as it is. `npm run long` looks at each in all four looks, `npm test` in the two between
 * which both widths and both schemes are seen.
 */

const isLong = process.env["ALL_LOOKS"] === "1";
const visits = browserVisits();
interface Shown {
  readonly name: string;
  readonly path: string;
  /** What stands there in a practice that has only its administrator. */
  readonly empty?: string | RegExp;
  /** Everybody may see it; or it asks for nothing, so that nothing can be under way or fail. */
  readonly isOpen?: boolean;
  readonly asksNothing?: boolean;
}

const pages: readonly Shown[] = [
  { name: "overview", path: "/", isOpen: true, empty: "Nothing needs you now." },
  { name: "users", path: "/users" },
  { name: "new-user", path: "/users/new", asksNothing: true },
  { name: "user-import", path: "/users/import", asksNothing: true },
  { name: "invitations", path: "/invitations" },
  { name: "departments", path: "/departments", empty: "No departments yet." },
  { name: "sites", path: "/sites", empty: "No site yet." },
  { name: "practice", path: "/practice" },
  { name: "security", path: "/security" },
  { name: "epcs", path: "/epcs", isOpen: true },
  { name: "plans", path: "/billing" },
  { name: "invoices", path: "/billing/invoices" },
];

/** Looks at the page as it stands: in the window's look, or in all four. */
const look = async ({ page, look: lookOnce }: Visit, name: string) => (isLong ? lookInAll(page, name) : lookOnce(name));

/** Answers every question but who is signed in. */
const instead = (page: Page, answer: (route: Route) => unknown) =>
  page.route(/\/api\/v1\/(?!session)/, async (route) => void (await answer(route)));
const problem = JSON.stringify({ status: 500, code: "internal", title: "No", detail: "Something broke on our side." });
const broken = (route: Route) => route.fulfill({ status: 500, contentType: "application/problem+json", body: problem });

test.each(isLong ? looks.slice(0, 1) : looks)(
  "every page in each of its states, $screen and $scheme",
  { timeout: 300_000 },
  async (of) => {
    const visit = await visits.practice(of, {
      administrator: aNewcomer("Ada", "Okafor"),
      members: [aNewcomer("Ben", "Sato")],
      isSignedIn: true,
    });
    const { page, go, members } = visit;
    const everybody = async () => (await visit.administrator.done("GET", "/users")).items.length;
    await expect.poll(everybody, listed).toBe(2);

    for (const { name, path, empty, asksNothing } of pages) {
      await go(path);
      if (empty) await page.getByText(empty).first().waitFor();
      await look(visit, `state-${empty ? "empty" : "filled"}-${name}`);
      if (asksNothing) continue;
      const { heading, held } = {
        heading: await page.getByRole("heading", { level: 1 }).innerText(),
        held: [] as Route[],
      };
      await instead(page, (route) => held.push(route));
      await go(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await expect.poll(() => held.length).toBeGreaterThan(0);
      expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe(heading.replace(/\s*\(.*\)$/, ""));
      await look(visit, `state-loading-${name}`);
      await page.unrouteAll({ behavior: "ignoreErrors" });
      await instead(page, broken);
      await go(path);
      await page.getByText("Something broke on our side.").first().waitFor();
      await look(visit, `state-error-${name}`);
      await page.unrouteAll({ behavior: "ignoreErrors" });
    }

    const member = await visits.window(of, members[0]);
    for (const { path, isOpen } of pages) {
      if (isOpen) continue;
      await member.go(path);
      await member.page.getByRole("heading", { name: "You cannot see this page" }).waitFor();
    }
    await look(member, "state-closed");
  },
);
