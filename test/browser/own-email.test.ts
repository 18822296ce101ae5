import { expect, inject, test } from "vitest";
import { browserVisits, headed, lookInAll } from "../kit/browser-visit.ts";
import { mailTo } from "../kit/inbox.ts";
import { aNewcomer, unique } from "../kit/person.ts";

const place = inject("place");
const visits = browserVisits();

test("by clicking: the own e-mail address is changed by a link at the new one, and a link that is over changes nothing", async () => {
  const cast = { administrator: aNewcomer("Ada", "Okafor"), isSignedIn: true };
  const visit = await visits.practice({ screen: "desktop", scheme: "light" }, cast);
  const { page, administrator, complaints, go } = visit;
  const address = `${unique("ada")}@elsewhere.example`;
  await go("/me");
  await page.getByLabel("New e-mail address").fill(address);
  await page.getByRole("button", { name: "Send a link" }).click();
  await page.getByText(`Look into the mailbox of ${address}`).waitFor();
  await mailTo(place.toolsUrl, cast.administrator.email, ({ subject }) => /is to change/.test(subject));
  const { text } = await mailTo(place.toolsUrl, address, (mail) => mail.text.includes("/me/email#"));
  const link = /https?:\S+\/me\/email#[\w.~-]+/.exec(text)![0];
  await page.goto(link);
  await headed(page, "New e-mail address");
  expect(new URL(page.url()).hash, "the token leaves the address").toBe("");
  expect((await administrator.done("GET", "/profile")).email, "opening it changes nothing").toBe(
    cast.administrator.email,
  );
  await lookInAll(page, "own-email-confirm");
  await page.getByRole("button", { name: "Use this address" }).click();
  await page.getByText("Your e-mail address is changed").first().waitFor();
  await headed(page, "My profile");
  await lookInAll(page, "own-email-changed");
  expect((await administrator.done("GET", "/profile")).email).toBe(address);
  await page.goto(link);
  await page.getByRole("button", { name: "Use this address" }).click();
  await page.getByText("Your address was not changed").waitFor();
  expect(complaints.filter((complaint) => !/status of 404/.test(complaint))).toEqual([]);
});
