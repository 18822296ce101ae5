import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import {
  axeViolations,
  launch,
  openWindow,
  picture,
  type Scheme,
  type Screen,
  scrollsSideways,
} from "../kit/browser.ts";
import { codeIn, mailTo } from "../kit/inbox.ts";
import {
  aNewcomer,
  bringIn,
  goodPassword,
  type Newcomer,
  openPractice,
  Person,
  signInWithEmail,
} from "../kit/person.ts";

const place = inject("place");
let browser: Browser;
let chief: Person;
beforeAll(async () => {
  browser = await launch();
  chief = await openPractice(place, aNewcomer("Chief", "Browser"));
});
afterAll(() => browser.close());

async function someManager(): Promise<{ who: Newcomer; person: Person }> {
  const who = aNewcomer("Mona", "Browser");
  return { who, person: await bringIn(chief, who, ["user-manager"]) };
}

/** Signs in with a mailed code on the page that is shown. */
async function signInOn(page: Page, who: Newcomer): Promise<void> {
  await page.getByLabel("Username or e-mail").fill(who.username);
  await page.getByLabel("Password", { exact: true }).fill(goodPassword);
  await page.waitForTimeout(60);
  const asked = Date.now();
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  const isNew = (at: string) => Date.parse(at) >= asked;
  const mail = await mailTo(place.toolsUrl, who.email, ({ subject, at }) => /sign-in code/.test(subject) && isNew(at));
  await page.getByLabel("Code").fill(codeIn(mail));
  await page.getByRole("button", { name: "Verify" }).click();
}
async function openSignedIn(context: BrowserContext | undefined, page: Page, who: Newcomer): Promise<void> {
  if (context) await page.goto(`${place.baseUrl}/signin`);
  await signInOn(page, who);
  await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
}
const goTo = (page: Page, path: string) => page.goto(`${place.baseUrl}${path}`);

test.each<{ screen: Screen; scheme: Scheme }>([
  { screen: "desktop", scheme: "light" },
  { screen: "phone", scheme: "dark" },
])("by clicking, $screen and $scheme: see where one is signed in, end it, and sign a colleague out", async (of) => {
  const { who, person } = await someManager();
  const { context, page, complaints } = await openWindow(browser, of.screen, of.scheme);
  const look = async (name: string) => {
    await page.waitForTimeout(400);
    await picture(page, `${name}-${of.screen}-${of.scheme}`);
    expect(await axeViolations(page), name).toEqual([]);
    expect(await scrollsSideways(page), name).toBe(false);
  };
  await openSignedIn(context, page, who);
  const third = new Person(place);
  await signInWithEmail(third, who);
  await goTo(page, "/me");
  await page.getByRole("heading", { name: "Where you are signed in" }).scrollIntoViewIfNeeded();
  await page.getByText("This browser").waitFor();
  await look("own-sessions");
  await page
    .getByRole("button", { name: /^End Unknown browser/ })
    .first()
    .click();
  await page.getByText("The session has ended").waitFor();
  await page.getByRole("button", { name: "End all others" }).click();
  await page.getByText("All other sessions have ended").waitFor();
  await page.getByText("One was open").waitFor();
  for (const gone of [person, third]) expect((await gone.call("GET", "/session")).status).toBe(401);

  const colleague = await bringIn(chief, aNewcomer("Cleo", "Browser"));
  const { userId } = await colleague.done("GET", "/session");
  await goTo(page, `/users/${userId}`);
  await page.getByRole("button", { name: "End sessions" }).first().click();
  await page.getByRole("heading", { name: "Sign Cleo Browser out everywhere?" }).waitFor();
  await look("end-sessions");
  const keys: (string | undefined)[] = [];
  await page.route("**/end-sessions", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > 1) return route.continue();
    const body = { status: 403, code: "session.step-up-required", detail: "Confirm it." };
    await route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify(body) });
  });
  await page.waitForTimeout(60);
  const asked = Date.now();
  await page.getByRole("dialog").getByRole("button", { name: "End sessions" }).click();
  await page.getByRole("heading", { name: "Confirm that it is you" }).waitFor();
  const isNew = (at: string) => Date.parse(at) >= asked;
  const mail = await mailTo(place.toolsUrl, who.email, ({ subject, at }) => /sign-in code/.test(subject) && isNew(at));
  await page.getByText("We mailed a code to").waitFor();
  await look("step-up");
  const dialog = page.getByRole("dialog").filter({ hasText: "Confirm that it is you" });
  await dialog.getByLabel("Password").fill("Wrong-Guess-1-Harbour");
  await dialog.getByLabel("Code").fill(codeIn(mail));
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await dialog.getByText("That was not right").waitFor();
  await dialog.getByLabel("Password").fill(goodPassword);
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await page.getByText("Cleo Browser is signed out everywhere").waitFor();
  expect(keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
  expect((await colleague.call("GET", "/session")).status).toBe(401);
  expect(complaints.filter((complaint) => !/status of 403/.test(complaint))).toEqual([]);
  await context.close();
});

test("a session that ended leads to the sign-in and back to the same page with what was typed", async () => {
  const { who, person } = await someManager();
  const { context, page } = await openWindow(browser, "desktop", "light");
  await openSignedIn(context, page, who);
  await goTo(page, "/users/invite");
  await page.getByLabel("First name").fill("Nora");
  await page.getByLabel("E-mail address").fill("nora@sunrise.example");
  await person.done("POST", "/sessions/end-others", {}, { headers: { "idempotency-key": randomUUID() } });
  await page.getByLabel("Last name").fill("Draft");
  await page.getByRole("button", { name: "Send invitation" }).click();
  await page.waitForURL(/signin\?return=%2Fusers%2Finvite/);
  await signInOn(page, who);
  await page.getByRole("heading", { name: "Invite user", level: 1 }).waitFor();
  expect(await page.getByLabel("First name").inputValue()).toBe("Nora");
  expect(await page.getByLabel("Last name").inputValue()).toBe("Draft");
  expect(await page.getByLabel("E-mail address").inputValue()).toBe("nora@sunrise.example");
  const kept = await page.evaluate("JSON.stringify({ ...sessionStorage })");
  expect(kept).not.toContain(goodPassword);
  await context.close();
});

test("tabs keep in step: a sign-out in one ends the other, and Back shows nothing (attack 48)", async () => {
  const { who } = await someManager();
  const { context, page } = await openWindow(browser, "desktop", "light");
  await openSignedIn(context, page, who);
  const other = await context.newPage();
  await other.goto(`${place.baseUrl}/users`);
  await other.getByRole("link", { name: "Chief Browser" }).waitFor();
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("/api/") && asked.push(request.url()));
  await page.waitForTimeout(3000);
  expect(asked, "a tab that only waits asks for nothing (attack 45)").toEqual([]);
  await other
    .getByRole("button", { name: /Mona Browser/ })
    .first()
    .click();
  await other.getByRole("menuitem", { name: "Sign out" }).click();
  await other.waitForURL(/signed-out/);
  await page.waitForURL(/signed-out/);
  await other.goBack();
  await other.waitForURL(/signin\?return=/);
  expect(await other.getByText("Chief Browser").count()).toBe(0);
  await goTo(page, "/signin?return=//evil.example/x");
  await openSignedIn(undefined, page, who);
  expect(new URL(page.url()).host, "an open redirect leads to the own overview (attack 52)").toBe(
    new URL(place.baseUrl).host,
  );
  await context.close();
});
