import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { browserVisits, headed, looks, signInByApp, walks } from "../kit/browser-visit.ts";
import { aNewcomer } from "../kit/person.ts";
import { inTheFuture } from "../kit/tools-port.ts";

const place = inject("place");
const visits = browserVisits();
const idleSeconds = 15 * 60;

/** What the page asks of the API from now on. */
function callsOf(page: Page): string[] {
  const calls: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/")) calls.push(`${request.method()} ${pathname.slice("/api/v1".length)}`);
  });
  return calls;
}
const signOut = async (page: Page) => {
  const menu = page.getByRole("button", { name: /Ida Idle/ });
  await menu.first().click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
};

test.each(walks)(
  "$screen and $scheme: an idle session warns in every tab, goes on, ends, and comes back",
  async (of) => {
    const who = aNewcomer("Ida", "Idle");
    const visit = await visits.practice(of, { administrator: who, isSignedIn: true });
    const { administrator, context, page, complaints, go, look } = visit;
    await page.clock.install();
    await go("/users/invite");
    await page.getByLabel("First name").fill("Nora");
    const other = await context.newPage();
    await other.goto(`${place.baseUrl}/users`);
    await other.getByRole("link", { name: "Ida Idle" }).waitFor();
    const warnings = [page, other].map((tab) => tab.getByRole("alertdialog", { name: "Are you still there?" }));
    const calls = callsOf(page);

    await page.clock.fastForward("11:50");
    for (const warning of warnings) expect(await warning.count()).toBe(0);
    await page.clock.fastForward("00:15");
    for (const warning of warnings) await warning.waitFor();
    await look("session-end-warning");
    expect(calls, "a warning asks for nothing").toEqual([]);
    await page.getByRole("button", { name: "Stay signed in" }).last().click();
    for (const warning of warnings) await warning.waitFor({ state: "detached" });
    expect(calls, "staying is told to the service").toEqual(["GET /session"]);

    await inTheFuture(place, idleSeconds, async () => {
      await page.clock.fastForward("12:05");
      for (const warning of warnings) await warning.waitFor();
      await page.clock.fastForward("02:00");
      for (const tab of [page, other]) await tab.waitForURL(/signed-out\?reason=idle&return=/);
    });
    expect((await administrator.call("GET", "/session")).status).toBe(401);
    await headed(page, "Your session has ended");
    await page.getByRole("link", { name: "Sign in again" }).click();
    await signInByApp(page, who, administrator);
    await headed(page, "Invite user");
    expect(await page.getByLabel("First name").inputValue()).toBe("Nora");
    expect(complaints).toEqual([]);
  },
);

test("a tab that slept past the end asks the service first, and believes what it says", async () => {
  const who = aNewcomer("Ida", "Idle");
  const visit = await visits.practice(looks[0]!, { administrator: who, isSignedIn: true });
  const { administrator, page, go } = visit;
  await page.clock.install();
  await go("/users/invite");
  await page.getByLabel("First name").fill("Nora");
  const calls = callsOf(page);

  // Somewhere else the session was used meanwhile: the service's clock stands still for it.
  const asked = page.waitForResponse(/api\/v1\/session$/);
  await page.clock.fastForward("20:00");
  expect((await asked).status()).toBe(200);
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
  expect(calls).toEqual(["GET /session"]);
  expect(new URL(page.url()).pathname).toBe("/users/invite");

  await inTheFuture(place, idleSeconds + 300, async () => {
    await page.clock.fastForward("20:00");
    await page.waitForURL(/signin\?return=%2Fusers%2Finvite/);
  });
  expect(calls).toEqual(["GET /session", "GET /session"]);
  await signInByApp(page, who, administrator);
  await headed(page, "Invite user");
  expect(await page.getByLabel("First name").inputValue()).toBe("Nora");
});

test.each(walks)(
  "$screen and $scheme: a sign-out that does not reach the server says that one may still be in",
  async (of) => {
    const visit = await visits.practice(of, { administrator: aNewcomer("Ida", "Idle"), isSignedIn: true });
    const { administrator, page, go, look } = visit;
    await go("/");
    await headed(page, "Overview");
    for (const fault of ["lost", "failed"] as const) {
      await page.route("**/api/v1/sign-out", (route) =>
        fault === "lost" ? route.abort() : route.fulfill({ status: 502 }),
      );
      await signOut(page);
      await headed(page, "You may still be signed in");
      expect((await administrator.call("GET", "/session")).status).toBe(200);
      await page.unroute("**/api/v1/sign-out");
      if (fault === "lost") await look("sign-out-unreached");
      await page.getByRole("link", { name: "Go back" }).click();
      await headed(page, "Overview");
    }
    await signOut(page);
    await headed(page, "You are signed out");
    expect((await administrator.call("GET", "/session")).status).toBe(401);
  },
);
