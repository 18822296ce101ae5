import type { Browser, Page } from "playwright-core";
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
import { aNewcomer, goodPassword, type Newcomer, Person } from "../kit/person.ts";

const place = inject("place");
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

test.each<{ screen: Screen; scheme: Scheme }>([
  { screen: "desktop", scheme: "light" },
  { screen: "phone", scheme: "dark" },
])(
  "by clicking, $screen and $scheme: sign up, set up the app, invite, register, and read the log",
  async ({ screen, scheme }) => {
    const founder = aNewcomer("Ada", "Okafor");
    const guest = aNewcomer("Ben", "Sato");
    const one = await openWindow(browser, screen, scheme);
    const look = lookAt(screen, scheme);

    await signUp(one.page, founder, look);
    await register(one.page, founder, look);
    await enrolApp(one.page, look);
    await one.page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
    expect(await one.page.title()).toContain("Overview");
    await look(one.page, "overview");

    await goTo(one.page, screen, "Users");
    await one.page.getByRole("link", { name: "Ada Okafor" }).waitFor();
    await invite(one.page, guest, look);

    const other = await openWindow(browser, screen, scheme);
    await register(other.page, guest, look);
    await enrolMail(other.page, guest, look);
    await other.page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
    await goTo(other.page, screen, "My profile");
    await other.page.getByRole("heading", { name: "My profile", level: 1 }).waitFor();
    await look(other.page, "profile");

    await one.page.reload();
    await one.page.getByRole("link", { name: "Ben Sato" }).waitFor();
    await one.page.getByText("E-mail code").first().waitFor();
    await look(one.page, "users");
    await goTo(one.page, screen, "Practice");
    await one.page.getByRole("heading", { name: "Practice", level: 1 }).waitFor();
    await look(one.page, "practice");
    await goTo(one.page, screen, "Audit log");
    await one.page.getByText("invited a user").first().waitFor();
    await look(one.page, "audit");

    await one.page
      .getByRole("button", { name: /Ada Okafor/ })
      .first()
      .click();
    await one.page.getByRole("menuitem", { name: "Sign out" }).click();
    await one.page.waitForURL(/signed-out/);
    await look(one.page, "signed-out");
    await one.page.goto(`${place.baseUrl}/users`);
    await one.page.waitForURL(/signin\?return=/);
    expect([...one.complaints, ...other.complaints]).toEqual([]);
  },
);

type Look = (page: Page, name: string) => Promise<void>;

/** Keeps a picture, and holds every page to axe and to the window's width. */
function lookAt(screen: Screen, scheme: Scheme): Look {
  return async (page, name) => {
    await page.waitForTimeout(400);
    await picture(page, `${name}-${screen}-${scheme}`);
    expect(await axeViolations(page), name).toEqual([]);
    expect(await scrollsSideways(page), name).toBe(false);
  };
}

async function signUp(page: Page, who: Newcomer, look: Look): Promise<void> {
  await page.goto(`${place.baseUrl}/signup`);
  await page.getByLabel("Practice name").fill("Lakeside Clinic");
  await page.getByLabel("Your e-mail address").fill(who.email);
  await page.getByLabel("Time zone").selectOption("America/Chicago");
  await look(page, "sign-up");
  await page.getByRole("button", { name: "Sign up", exact: true }).click();
  await page.getByRole("heading", { name: "Look in your mailbox" }).waitFor();
  await look(page, "look-in-your-mailbox");
}

async function register(page: Page, who: Newcomer, look: Look): Promise<void> {
  const mail = await mailTo(place.toolsUrl, who.email, ({ text }) => text.includes("/invite#"));
  const link = /https?:\S+\/invite#\S+/.exec(mail.text)?.[0] ?? "";
  await page.goto(link);
  await page.getByLabel("First name").fill(who.firstName);
  await page.getByLabel("Last name").fill(who.lastName);
  await page.getByLabel("Username").fill(who.username);
  await page.getByLabel("Password", { exact: true }).fill(goodPassword);
  await look(page, `register-${who.firstName.toLowerCase()}`);
  await page.getByRole("button", { name: "Register" }).click();
  await page.waitForURL(/setup-2step/);
}

async function enrolApp(page: Page, look: Look): Promise<void> {
  await page.getByText("Cannot scan? Type the key").click();
  const key = (await page.locator("code.key").innerText()).replace(/\s/g, "");
  await look(page, "set-up-app");
  const holder = new Person(place);
  holder.authenticatorKey = key;
  await page.getByLabel("Code").fill(await holder.nextCode());
  await page.getByRole("button", { name: "Verify and sign in" }).click();
}

async function enrolMail(page: Page, who: Newcomer, look: Look): Promise<void> {
  await look(page, "set-up-choice");
  await page.getByRole("button", { name: /E-mail codes/ }).click();
  const mail = await mailTo(place.toolsUrl, who.email, ({ subject }) => /code/i.test(subject));
  await page.getByLabel("Code").fill(codeIn(mail));
  await look(page, "set-up-email");
  await page.getByRole("button", { name: "Verify and sign in" }).click();
}

async function invite(page: Page, who: Newcomer, look: Look): Promise<void> {
  await page
    .getByRole("link", { name: "Invite user" })
    .or(page.getByRole("button", { name: "Invite user" }))
    .first()
    .click();
  await page.getByLabel("First name").fill(who.firstName);
  await page.getByLabel("Last name").fill(who.lastName);
  await page.getByLabel("E-mail address").fill(who.email);
  await look(page, "invite");
  await page.getByRole("button", { name: "Send invitation" }).click();
  await page.getByText(`${who.firstName} ${who.lastName} is invited`).waitFor();
  await look(page, "invited");
}

/** Through the navigation, which a phone opens first. */
async function goTo(page: Page, screen: Screen, name: string): Promise<void> {
  if (screen === "phone")
    await page
      .getByRole("button", { name: /^open.*(navigation|pages|menu)/i })
      .first()
      .click();
  await page.getByRole("link", { name, exact: true }).first().click();
}
