import { expect, inject, test } from "vitest";
import { browserVisits, headed, otherLooks, signInByApp, typePassword, walks } from "../kit/browser-visit.ts";
import { mailTo, tokenIn } from "../kit/inbox.ts";
import { aNewcomer, goodPassword } from "../kit/person.ts";

const visits = browserVisits();

test.each(otherLooks)(
  "by clicking, $screen and $scheme: let patients go without a second step, who then register and sign in by the password",
  async (of) => {
    const cast = { administrator: aNewcomer("Nora", "Need"), isSignedIn: true };
    const { administrator, page, context, go, look, complaints } = await visits.practice(of, cast);
    await go("/security");
    await page.getByLabel("Patient", { exact: true }).uncheck();
    await page.getByLabel("Administration (this console)").uncheck();
    await page.getByRole("button", { name: "Review changes" }).click();
    await page.getByText("signs in with the password alone").first().waitFor();
    await look("need-review");
    await page.getByRole("dialog").getByLabel("Reason").fill("Patients only see their own page");
    await page.getByRole("button", { name: "Save settings" }).click();
    await page.getByText("The security settings are saved").first().waitFor();
    await look("need-saved");

    const who = aNewcomer("Pat", "Ient");
    const { firstName, lastName, email } = who;
    await administrator.done("POST", "/invitations", { firstName, lastName, email, type: "patient" });
    const mail = await mailTo(inject("place").toolsUrl, email, ({ text }) => text.includes("/invite#"));
    await context.clearCookies();
    await go(`/invite#${tokenIn(mail)}`);
    await page.getByText("15 characters or more").or(page.getByText("at least 15 characters")).first().waitFor();
    expect(await page.getByText("Next you set up a second step").count()).toBe(0);
    await page.getByLabel("Username").fill(who.username);
    await page.getByLabel("Password", { exact: true }).fill(goodPassword);
    await look("need-register");
    await page.getByRole("button", { name: "Register" }).click();
    await headed(page, "Overview");
    await context.clearCookies();
    await go("/signin");
    await typePassword(page, who);
    await headed(page, "Overview");
    await go("/me");
    await page.getByText("You sign in with your password alone").first().waitFor();
    expect(complaints).toEqual([]);
  },
);

test.each(walks)("by clicking, $screen and $scheme: set up a new authenticator app from the profile", async (of) => {
  const who = aNewcomer("Nils", "Newapp");
  const { administrator, page, go, look, context, complaints } = await visits.practice(of, {
    administrator: who,
    isSignedIn: true,
  });
  await go("/me");
  await page.getByRole("button", { name: "Set up a new app" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Go on" }).click();
  await dialog.getByText("Enter your password.").first().waitFor();
  await dialog.getByLabel("Password").fill(goodPassword);
  await dialog.getByLabel("Code").fill(await administrator.nextCode());
  await look("new-app-proof");
  await dialog.getByRole("button", { name: "Go on" }).click();
  const secret = (await dialog.locator("code.key").innerText()).replaceAll(" ", "");
  await dialog.getByLabel("Code").fill("000000");
  await dialog.getByRole("button", { name: "Verify" }).click();
  await dialog.getByText("That was not right").first().waitFor();
  await look("new-app-key");
  administrator.takeApp(secret);
  await dialog.getByLabel("Code").fill(await administrator.nextCode());
  await dialog.getByRole("button", { name: "Verify" }).click();
  await page.getByText("Your second step is set up").first().waitFor();
  await page.getByRole("heading", { name: "2-step verification" }).scrollIntoViewIfNeeded();
  await look("new-app-done");
  await context.clearCookies();
  await go("/signin");
  await signInByApp(page, who, administrator);
  await headed(page, "Overview");
  expect(complaints.filter((text) => !/status of 4\d\d/.test(text))).toEqual([]);
});
