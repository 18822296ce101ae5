import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import type { Screen } from "../kit/browser.ts";
import { browserVisits, headed, type Visit, walks } from "../kit/browser-visit.ts";
import { codeIn, mailTo } from "../kit/inbox.ts";
import { aNewcomer, goodPassword, type Newcomer, Person } from "../kit/person.ts";

const place = inject("place");
const visits = browserVisits();

test.each(walks)(
  "by clicking, $screen and $scheme: sign up, set up the app, invite, register, and read the log",
  async (of) => {
    const founder = aNewcomer("Ada", "Okafor");
    const guest = aNewcomer("Ben", "Sato");
    const one = await visits.window(of);

    await signUp(one, founder);
    await register(one, founder);
    await enrolApp(one);
    await headed(one.page, "Overview");
    expect(await one.page.title()).toContain("Overview");
    await one.look("overview");

    await goTo(one.page, of.screen, "Users");
    await one.page.getByRole("link", { name: "Ada Okafor" }).waitFor();
    await invite(one, guest);

    const other = await visits.window(of);
    await register(other, guest);
    await enrolMail(other, guest);
    await headed(other.page, "Overview");
    await goTo(other.page, of.screen, "My profile");
    await headed(other.page, "My profile");
    await other.look("profile");

    await one.page.reload();
    await one.page.getByRole("link", { name: "Ben Sato" }).waitFor();
    await one.page.getByText("E-mail code").first().waitFor();
    await one.look("users");
    await goTo(one.page, of.screen, "Practice");
    await headed(one.page, "Practice");
    await one.look("practice");
    await goTo(one.page, of.screen, "Audit log");
    await one.page.getByText("invited a user").first().waitFor();
    await one.look("audit");

    await one.page
      .getByRole("button", { name: /Ada Okafor/ })
      .first()
      .click();
    await one.page.getByRole("menuitem", { name: "Sign out" }).click();
    await one.page.waitForURL(/signed-out/);
    await one.look("signed-out");
    await one.go("/users");
    await one.page.waitForURL(/signin\?return=/);
    expect([...one.complaints, ...other.complaints]).toEqual([]);
  },
);

async function signUp({ page, go, look }: Visit, who: Newcomer): Promise<void> {
  await go("/signup");
  await page.getByLabel("Practice name").fill("Lakeside Clinic");
  await page.getByLabel("Your e-mail address").fill(who.email);
  await page.getByLabel("Time zone").selectOption("America/Chicago");
  await look("sign-up");
  await page.getByRole("button", { name: "Sign up", exact: true }).click();
  await page.getByRole("heading", { name: "Look in your mailbox" }).waitFor();
  await look("look-in-your-mailbox");
}

async function register({ page, look }: Visit, who: Newcomer): Promise<void> {
  const mail = await mailTo(place.toolsUrl, who.email, ({ text }) => text.includes("/invite#"));
  const link = /https?:\S+\/invite#\S+/.exec(mail.text)?.[0] ?? "";
  await page.goto(link);
  await page.getByLabel("First name").fill(who.firstName);
  await page.getByLabel("Last name").fill(who.lastName);
  await page.getByLabel("Username").fill(who.username);
  await page.getByLabel("Password", { exact: true }).fill(goodPassword);
  await look(`register-${who.firstName.toLowerCase()}`);
  await page.getByRole("button", { name: "Register" }).click();
  await page.waitForURL(/setup-2step/);
}

async function enrolApp({ page, look }: Visit): Promise<void> {
  await page.getByText("Cannot scan? Type the key").click();
  const key = (await page.locator("code.key").innerText()).replace(/\s/g, "");
  await look("set-up-app");
  const holder = new Person(place);
  holder.authenticatorKey = key;
  await page.getByLabel("Code").fill(await holder.nextCode());
  await page.getByRole("button", { name: "Verify and sign in" }).click();
}

async function enrolMail({ page, look }: Visit, who: Newcomer): Promise<void> {
  await look("set-up-choice");
  await page.getByRole("button", { name: /E-mail codes/ }).click();
  const mail = await mailTo(place.toolsUrl, who.email, ({ subject }) => /code/i.test(subject));
  await page.getByLabel("Code").fill(codeIn(mail));
  await look("set-up-email");
  await page.getByRole("button", { name: "Verify and sign in" }).click();
}

async function invite({ page, look }: Visit, who: Newcomer): Promise<void> {
  await page
    .getByRole("link", { name: "Invite user" })
    .or(page.getByRole("button", { name: "Invite user" }))
    .first()
    .click();
  await page.getByLabel("First name").fill(who.firstName);
  await page.getByLabel("Last name").fill(who.lastName);
  await page.getByLabel("E-mail address").fill(who.email);
  await look("invite");
  await page.getByRole("button", { name: "Send invitation" }).click();
  await page.getByText(`${who.firstName} ${who.lastName} is invited`).first().waitFor();
  await look("invited");
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
