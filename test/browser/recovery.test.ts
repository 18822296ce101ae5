import { expect, test } from "vitest";
import { picture } from "../kit/browser.ts";
import { browserVisits, headed, otherLooks, signInByApp, typePassword, walks } from "../kit/browser-visit.ts";
import { aNewcomer } from "../kit/person.ts";

const visits = browserVisits();

test.each(walks)(
  "by clicking, $screen and $scheme: make recovery codes, and sign in with one when the phone is gone",
  async (of) => {
    const who = aNewcomer("Rita", "Okafor");
    const visit = await visits.practice(of, { administrator: who });
    const { administrator, page, complaints, context, go, look } = visit;
    await go("/signin");
    await signInByApp(page, who, administrator);
    await page.getByText("Make your recovery codes").first().waitFor();
    await look("recovery-hint");
    await page.getByRole("link", { name: "Open My profile" }).click();
    await page.getByRole("button", { name: "Make recovery codes" }).click();
    await page.locator(".recovery-codes li").nth(9).waitFor();
    await page.getByText("(10 left)").first().waitFor();
    await page.locator(".recovery-codes").scrollIntoViewIfNeeded();
    await look("recovery-codes");
    const code = await page.locator(".recovery-codes li").first().innerText();
    await page.emulateMedia({ media: "print" });
    await picture(page, `recovery-codes-printed-${of.screen}-${of.scheme}`);
    await page.emulateMedia({ media: "screen" });
    await page.reload();
    await page.getByRole("button", { name: "Make new codes" }).waitFor();
    expect(await page.locator(".recovery-codes").count()).toBe(0);

    await context.clearCookies();
    await go("/signin");
    await typePassword(page, who);
    await page.getByRole("button", { name: "Use a recovery code" }).click();
    await page.getByLabel("Recovery code").fill("wrong");
    await page.getByRole("button", { name: "Verify" }).click();
    await page.getByText("all 10 characters").first().waitFor();
    await look("use-a-recovery-code");
    await page.getByLabel("Recovery code").fill(code.toLowerCase());
    await page.getByRole("button", { name: "Verify" }).click();
    await headed(page, "Overview");
    await go("/me");
    await page.getByText("(9 left)").first().waitFor();
    expect(complaints).toEqual([]);
  },
);

test.each(otherLooks)("by clicking, $screen and $scheme: reset the second step of somebody who lost it", async (of) => {
  const cast = { administrator: aNewcomer("Rita", "Okafor"), members: [aNewcomer("Lou", "Tan")], isSignedIn: true };
  const { page, complaints, go, look } = await visits.practice(of, cast);
  await go("/users");
  await page.getByRole("link", { name: "Lou Tan" }).click();
  await page.getByRole("button", { name: "Reset 2-step" }).click();
  await page.getByRole("heading", { name: "Reset 2-step for Lou Tan?" }).waitFor();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Reset 2-step" }).click();
  await page.getByText("at least 10 characters").first().waitFor();
  await look("reset-second-step");
  await page.getByLabel("How did you verify the caller?").fill("Came to the front desk");
  await dialog.getByRole("button", { name: "Reset 2-step" }).click();
  await page.getByText("2-step of Lou Tan is reset").first().waitFor();
  await page.getByText("2-step verification is not set up").first().waitFor();
  await look("second-step-reset");
  expect(complaints).toEqual([]);
});
