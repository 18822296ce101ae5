import { expect, inject, test } from "vitest";
import { browserVisits, headed, signInByApp, walks } from "../kit/browser-visit.ts";
import { mailTo } from "../kit/inbox.ts";
import { aNewcomer, goodPassword } from "../kit/person.ts";
import { amend } from "../kit/rows.ts";

const { toolsUrl } = inject("place");
const visits = browserVisits();

const reset = "Copper-dove-5-meadow";
const forced = "Walnut-Ferry-70-orbit";
const changed = "Pebble-Lantern-31-owl";

test.each(walks)(
  "by clicking, $screen and $scheme: forget the password, set a new one, be asked for another, be reminded and change it",
  async (of) => {
    const who = aNewcomer("Ada", "Forgetful");
    const visit = await visits.practice(of, { administrator: who });
    const { administrator: holder, page, complaints, go, look } = visit;
    const { practiceId, userId } = await holder.done("GET", "/session");
    const rowOfUser = { pk: `P#${practiceId}`, sk: `U#${userId}` };

    await go("/signin");
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await page.getByRole("heading", { name: "Forgot your password?" }).waitFor();
    await page.getByRole("button", { name: "Mail me a link" }).click();
    await page.getByText("Enter your username or e-mail address.").first().waitFor();
    await page.getByLabel("Username or e-mail").fill(who.username);
    await look("forgot");
    await page.getByRole("button", { name: "Mail me a link" }).click();
    await page.getByRole("heading", { name: "Look in your mailbox" }).waitFor();
    await look("forgot-sent");

    const mail = await mailTo(toolsUrl, who.email, ({ text }) => text.includes("/reset#"));
    const link = /https?:\S+\/reset#\S+/.exec(mail.text)?.[0] ?? "";
    await page.goto(link);
    await page.getByText(who.username).first().waitFor();
    expect(page.url()).not.toContain("#");
    await page.getByLabel("Password", { exact: true }).fill("short");
    await page.getByRole("button", { name: "Save the new password" }).click();
    await page
      .getByText(/Not met yet/)
      .first()
      .waitFor();
    await look("reset");
    await page.getByLabel("Password", { exact: true }).fill(goodPassword);
    await page.getByRole("button", { name: "Save the new password" }).click();
    await page
      .getByText(/was used before/)
      .first()
      .waitFor();
    await page.getByLabel("Password", { exact: true }).fill(reset);
    await page.getByRole("button", { name: "Save the new password" }).click();
    await page.getByText("Your new password is set.").first().waitFor();
    await look("reset-done");

    await amend("PRACTICE_TABLE", rowOfUser, { mustChangePassword: true });
    await signInByApp(page, { ...who, password: reset }, holder);
    await page.getByRole("heading", { name: "Choose a new password" }).waitFor();
    await look("new-password");
    await page.getByLabel("Password", { exact: true }).fill(forced);
    await page.getByRole("button", { name: "Save and sign in" }).click();
    await headed(page, "Overview");

    const days = 91 * 86_400_000;
    await amend("PRACTICE_TABLE", rowOfUser, { passwordChangedAt: new Date(Date.now() - days).toISOString() });
    await page.reload();
    await page.getByText("Time for a new password").first().waitFor();
    await look("password-reminder");
    await page.getByRole("button", { name: "Change password" }).click();
    await headed(page, "My profile");
    await page.getByLabel("Current password", { exact: true }).fill("Wrong-Guess-1-Harbour");
    await page.getByLabel("New password", { exact: true }).fill(changed);
    await page.getByRole("button", { name: "Change password" }).click();
    await page
      .getByText(/Your current password is not right/)
      .first()
      .waitFor();
    await look("change-password");
    await page.getByLabel("Current password", { exact: true }).fill(forced);
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByText("Your password is changed").first().waitFor();
    await page.getByText("Time for a new password").first().waitFor({ state: "detached" });
    await look("password-changed");
    await page.reload();
    await headed(page, "My profile");

    await page.goto(link);
    await page.getByRole("heading", { name: "This link is not good any more" }).waitFor();
    await look("reset-dead");
    const refused = /status of (404|422)/;
    expect(complaints.filter((complaint) => !refused.test(complaint))).toEqual([]);
  },
);
