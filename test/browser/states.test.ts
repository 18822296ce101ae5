import type { Page, Route } from "playwright-core";
import { expect, inject, test } from "vitest";
import { isEveryLook } from "../kit/browser.ts";
import { browserVisits, lookInAll, looks, type Visit } from "../kit/browser-visit.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer } from "../kit/person.ts";
import { putSftpAccount } from "../kit/sftp-account-row.ts";
import { openVendor } from "../kit/vendor.ts";

/**
 * Every page of people and places in each state that it can have: while its data is under way, when there is none, when it
 * fails, to whom it is closed, and as it is. `npm run long` looks at each in all four looks; `npm test` at what is under way
 * and closed on a desktop, at what failed on a phone, and at pages as they are by turns. The pages of EPCS and billing are looked at so by tests of their own.
 */

const visits = browserVisits();
interface Shown {
  readonly name: string;
  readonly path: string;
  /** What stands there in a practice that has only its administrator. */
  readonly empty?: string | RegExp;
  /** Everybody may see it; or it asks for nothing, so that nothing can be under way or fail. */
  readonly isOpen?: boolean;
  /** Its title until its data is there. */
  readonly unread?: string;
  /** What one part of the page asks for, once the page itself is there. */
  readonly part?: RegExp;
  /** Only operators see it, and what waits there may be of any practice of this run. */
  readonly isOfOperators?: boolean;
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
  { name: "sftp-requests", path: "/sftp/requests", empty: "No requests yet." },
  { name: "sftp-new", path: "/sftp/new", asksNothing: true },
  { name: "operator-requests", path: "/operations/sftp-requests", isOfOperators: true },
  { name: "operator-practices", path: "/operations/practices", isOfOperators: true },
  { name: "suppressed-addresses", path: "/operations/suppressed-addresses", isOfOperators: true },
];

/** The pages of one request, which are looked at once the practice has one. */
const pagesOf = (requestId: string): readonly Shown[] => [
  { name: "sftp-request", path: `/sftp/requests/${requestId}`, unread: "SFTP request" },
  {
    ...{ name: "operator-request", path: `/operations/sftp-requests/${requestId}`, isOfOperators: true },
    unread: "Request for an SFTP account",
  },
];

/** The parts of an SFTP account's page that ask for something themselves; the others are looked at with `npm run long`. */
const partsOf = (accountId: string): readonly Shown[] => {
  const path = `/sftp/accounts/${accountId}`;
  const files = { name: "sftp-files", path: `${path}/files`, part: /\/files\?/, empty: "No file yet." };
  if (!isEveryLook) return [files];
  return [
    files,
    { name: "sftp-account", path, unread: "SFTP account" },
    { name: "sftp-passwords", path: `${path}/passwords`, asksNothing: true, empty: "There is no password." },
    { name: "sftp-doctor", path: `${path}/doctor`, asksNothing: true, empty: "No sign-in was refused." },
    { name: "sftp-settings", path: `${path}/settings`, part: /\/file-settings/ },
    { name: "sftp-history", path: `${path}/history`, part: /\/history\?/, empty: "Nothing yet." },
  ];
};

/** Looks at the page as it stands: in the window's look, or in all four. */
const look = async ({ page, look: lookOnce }: Visit, name: string) =>
  isEveryLook ? lookInAll(page, name) : lookOnce(name);

/** Answers every question but who is signed in, or only that of a page's part. */
const instead = (page: Page, { part }: Shown, answer: (route: Route) => unknown) =>
  page.route(part ?? /\/api\/v1\/(?!session)/, async (route) => void (await answer(route)));
const problem = JSON.stringify({ status: 500, code: "internal", title: "No", detail: "Something broke on our side." });
const broken = (route: Route) => route.fulfill({ status: 500, contentType: "application/problem+json", body: problem });

const title = (page: Page) => page.getByRole("heading", { level: 1 });

async function asItIs(visit: Visit, { name, path, empty, unread }: Shown, isLookedAt: boolean): Promise<void> {
  await visit.go(path);
  await title(visit.page).waitFor();
  if (unread) await visit.page.getByRole("heading", { name: unread, exact: true }).waitFor({ state: "detached" });
  if (empty) await visit.page.getByText(empty).first().waitFor();
  if (isLookedAt) await look(visit, `state-${empty ? "empty" : "filled"}-${name}`);
}

/** The page with its answers under way: its title stands already. */
async function underWay(visit: Visit, shown: Shown): Promise<void> {
  const { name, path, unread } = shown;
  const { page, go } = visit;
  const known = await title(page).innerText();
  const held: Route[] = [];
  await instead(page, shown, (route) => held.push(route));
  await go(path);
  await title(page).waitFor();
  await expect.poll(() => held.length).toBeGreaterThan(0);
  expect(await title(page).innerText()).toBe(unread ?? known.replace(/\s*\(.*\)$/, ""));
  await look(visit, `state-loading-${name}`);
  await page.unrouteAll({ behavior: "ignoreErrors" });
}

/** The page when nothing can be answered. */
async function failed(visit: Visit, shown: Shown): Promise<void> {
  const { name, path } = shown;
  const { page, go } = visit;
  await instead(page, shown, broken);
  await go(path);
  await page.getByText("Something broke on our side.").first().waitFor();
  await look(visit, `state-error-${name}`);
  await page.unrouteAll({ behavior: "ignoreErrors" });
}

/** The pages to somebody who may not see them. */
async function closed(visit: Visit, shownPages: readonly Shown[]): Promise<void> {
  for (const { path } of shownPages.filter(({ isOpen }) => !isOpen)) {
    await visit.go(path);
    await visit.page.getByRole("heading", { name: "You cannot see this page" }).waitFor();
  }
  await look(visit, "state-closed");
}

test.each(isEveryLook ? looks.slice(0, 1) : looks)(
  "every page in each of its states, $screen and $scheme",
  { timeout: 300_000 },
  async (of) => {
    const cast = {
      administrator: aNewcomer("Ada", "Okafor"),
      members: [aNewcomer("Ben", "Sato")],
      isSignedIn: true,
    };
    const visit = await visits.practice(of, cast);
    const { members } = visit;
    const everybody = async () => (await visit.administrator.done("GET", "/users")).items.length;
    await expect.poll(everybody, listed).toBe(2);
    const states = isEveryLook ? [underWay, failed] : [of.screen === "desktop" ? underWay : failed];

    const { operator } = await openVendor(inject("place"), aNewcomer("Olu", "Brandt"));
    const support = await visits.window(of, operator);
    const isItsTurn = (at: number) => isEveryLook || at % 2 === looks.indexOf(of);
    const lookAt = async (shown: Shown, isLookedAt: boolean) => {
      const window = shown.isOfOperators ? support : visit;
      await asItIs(window, shown, isLookedAt);
      for (const state of shown.asksNothing ? [] : states) await state(window, shown);
    };
    const lookAtAll = async (shownPages: readonly Shown[]) => {
      for (const [at, shown] of shownPages.entries()) await lookAt(shown, isItsTurn(at));
    };
    await lookAtAll(pages);
    const request = { contactName: "Rosa Lindgren", softwareName: "Theralytics", claimType: "837P" };
    const headers = { "idempotency-key": crypto.randomUUID() };
    const { requestId } = await visit.administrator.done("POST", "/sftp-requests", request, { headers });
    const ofRequest = pagesOf(requestId);
    await lookAtAll(ofRequest);
    await lookAtAll(partsOf((await putSftpAccount(visit.administrator)).accountId));

    if (of.screen === "desktop") await closed(await visits.window(of, members[0]), [...pages, ...ofRequest]);
    // The queue is one for all files of a run.
    const reason = { reason: "Only looked at" };
    await visit.administrator.done("POST", `/sftp-requests/${requestId}/cancel`, reason, {
      headers: { "idempotency-key": crypto.randomUUID() },
    });
  },
);
