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
import { aNewcomer, bringIn, goodPassword, type Newcomer, openPractice } from "../kit/person.ts";

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
  "by clicking, $screen and $scheme: make recovery codes, and sign in with one when the phone is gone",
  async ({ screen, scheme }) => {
    const who = aNewcomer("Rita", "Okafor");
    const person = await openPractice(place, who);
    const { page, complaints, context } = await openWindow(browser, screen, scheme);
    const look = async (name: string) => {
      await page.waitForTimeout(400);
      await picture(page, `${name}-${screen}-${scheme}`);
      expect(await axeViolations(page), name).toEqual([]);
      expect(await scrollsSideways(page), name).toBe(false);
    };
    await givePassword(page, who);
    await page.getByLabel("Code").fill(await person.nextCode());
    await page.getByRole("button", { name: "Verify" }).click();
    await page.getByText("Make your recovery codes").waitFor();
    await look("recovery-hint");
    await page.getByRole("link", { name: "Open My profile" }).click();
    await page.getByRole("button", { name: "Make recovery codes" }).click();
    await page.locator(".recovery-codes li").nth(9).waitFor();
    await page.getByText("(10 left)").waitFor();
    await page.locator(".recovery-codes").scrollIntoViewIfNeeded();
    await look("recovery-codes");
    const code = await page.locator(".recovery-codes li").first().innerText();
    await page.emulateMedia({ media: "print" });
    await picture(page, `recovery-codes-printed-${screen}-${scheme}`);
    await page.emulateMedia({ media: "screen" });
    await page.reload();
    await page.getByRole("button", { name: "Make new codes" }).waitFor();
    expect(await page.locator(".recovery-codes").count()).toBe(0);

    await context.clearCookies();
    await givePassword(page, who);
    await page.getByRole("button", { name: "Use a recovery code" }).click();
    await page.getByLabel("Recovery code").fill("wrong");
    await page.getByRole("button", { name: "Verify" }).click();
    await page.getByText("all 10 characters").waitFor();
    await look("use-a-recovery-code");
    await page.getByLabel("Recovery code").fill(code.toLowerCase());
    await page.getByRole("button", { name: "Verify" }).click();
    await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
    await page.goto(`${place.baseUrl}/me`);
    await page.getByText("(9 left)").waitFor();
    expect(complaints).toEqual([]);
  },
);

test.each<{ screen: Screen; scheme: Scheme }>([
  { screen: "desktop", scheme: "dark" },
  { screen: "phone", scheme: "light" },
])("by clicking, $screen and $scheme: reset the second step of somebody who lost it", async ({ screen, scheme }) => {
  const who = aNewcomer("Rita", "Okafor");
  const person = await openPractice(place, who);
  const loser = aNewcomer("Lou", "Tan");
  await bringIn(person, loser);
  const { page, complaints } = await openWindow(browser, screen, scheme);
  const look = async (name: string) => {
    await page.waitForTimeout(400);
    await picture(page, `${name}-${screen}-${scheme}`);
    expect(await axeViolations(page), name).toEqual([]);
    expect(await scrollsSideways(page), name).toBe(false);
  };
  await givePassword(page, who);
  await page.getByLabel("Code").fill(await person.nextCode());
  await page.getByRole("button", { name: "Verify" }).click();
  await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
  await page.goto(`${place.baseUrl}/users`);
  await page.getByRole("link", { name: "Lou Tan" }).click();
  await page.getByRole("button", { name: "Reset 2-step" }).click();
  await page.getByRole("heading", { name: "Reset 2-step for Lou Tan?" }).waitFor();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Reset 2-step" }).click();
  await page.getByText("at least 10 characters").waitFor();
  await look("reset-second-step");
  await page.getByLabel("How did you verify the caller?").fill("Came to the front desk");
  await dialog.getByRole("button", { name: "Reset 2-step" }).click();
  await page.getByText("2-step of Lou Tan is reset").waitFor();
  await page.getByText("2-step verification is not set up").waitFor();
  await look("second-step-reset");
  expect(complaints).toEqual([]);
});

async function givePassword(page: Page, { username }: Newcomer): Promise<void> {
  await page.goto(`${place.baseUrl}/signin`);
  await page.getByLabel("Username or e-mail").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(goodPassword);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByLabel("Code").waitFor();
}
