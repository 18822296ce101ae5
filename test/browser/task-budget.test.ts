import type { BrowserContext, Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { settled } from "../kit/browser.ts";
import { browserVisits, headed, looks } from "../kit/browser-visit.ts";
import { mailTo } from "../kit/inbox.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer, Person } from "../kit/person.ts";
import { amend } from "../kit/rows.ts";
import { putSftpAccount } from "../kit/sftp-account-row.ts";
import { secretLinkIn, shownPassword } from "../kit/sftp-links.ts";

/** Clicks a task may take from the overview, typed fields left out, on a desktop. */
const place = inject("place");
const visits = browserVisits();
const day = 86_400_000;

/** Counts what is pressed in a window: a label's click on its field is one press, not two. */
async function countingPresses(context: BrowserContext): Promise<() => number> {
  let presses = 0;
  await context.exposeBinding("pressed", () => void presses++);
  await context.addInitScript(`addEventListener("pointerdown", () => window.pressed(), true)`);
  return () => {
    const counted = presses;
    presses = 0;
    return counted;
  };
}

/** Tries until the account is locked; what was answered as busy was no try. */
async function lock(identifier: string): Promise<void> {
  const stranger = new Person(place);
  for (let wrong = 0; wrong < 7; ) {
    const { status } = await stranger.call("POST", "/sign-in", { identifier, password: `Wrong-Pass-${wrong}-Xy` });
    if (status !== 503) wrong += 1;
  }
}

/** Fills a choice as one fills any field: without the mouse. */
async function chosenByKeys(page: Page, label: RegExp, typed: string): Promise<void> {
  await page.getByRole("button", { name: label }).first().focus();
  await page.keyboard.press("Enter");
  if (typed) {
    await page.keyboard.type(typed);
    await page
      .getByRole("option", { name: new RegExp(typed) })
      .first()
      .waitFor();
  }
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
}

test("the tasks of every day take no more clicks from the overview than they may", { timeout: 120_000 }, async () => {
  const cast = { ada: aNewcomer("Ada", "Okafor"), ben: aNewcomer("Ben", "Sato"), eli: aNewcomer("Eli", "Evans") };
  const visit = await visits.practice(looks[0]!, {
    administrator: cast.ada,
    members: [cast.ben, cast.eli],
    isSignedIn: true,
  });
  const { administrator, page, context, complaints, go } = visit;
  const { practiceId } = await administrator.done("GET", "/session");
  const invited = aNewcomer("Cleo", "Marsh");
  const { firstName, lastName, email } = invited;
  const open = await administrator.done("POST", "/invitations", { firstName, lastName, email });
  const ago = new Date(Date.now() - day).toISOString();
  await amend("PRACTICE_TABLE", { pk: `P#${practiceId}`, sk: `I#${open.invitationId}` }, { sentAts: [ago] });
  await amend("PRACTICE_TABLE", { pk: `P#${practiceId}`, sk: `U#${open.userId}` }, { invitationFreeAt: ago });
  await lock(cast.ben.username);
  const locked = async () => (await administrator.done("GET", "/users?status=locked")).items.length;
  const everybody = async () => (await administrator.done("GET", "/users")).items.length;
  await expect.poll(async () => [await locked(), await everybody()], listed).toEqual([1, 4]);

  await go("/billing");
  await page.getByRole("button", { name: "Add a card" }).click();
  await page.getByRole("button", { name: "ends in 4242" }).click();
  await page.getByText("VISA that ends in 4242").first().waitFor();
  await putSftpAccount(administrator);
  const presses = await countingPresses(context);
  const press = async (name: string | RegExp) => {
    const exactly = { name, exact: true };
    await page.getByRole("button", exactly).or(page.getByRole("link", exactly)).first().click();
  };
  const clicks: Record<string, number> = {};
  const task = async (name: string, steps: (page: Page) => Promise<unknown>) => {
    await go("/");
    await headed(page, "Overview");
    // A press at what moves is made twice.
    await settled(page);
    presses();
    await steps(page);
    clicks[name] = presses();
  };

  await task("unlock", async () => {
    await press("Show locked users");
    await press("Unlock Ben Sato");
    await page
      .getByText(/Ben Sato .*unlocked/)
      .first()
      .waitFor();
  });
  await task("invite again", async () => {
    await press("Invitations");
    await press(/^Send again: Cleo Marsh/);
    await page.getByText("Cleo Marsh gets a new letter").first().waitFor();
  });
  await task("invite one", async () => {
    await press("Users");
    await press("Invite user");
    const guest = aNewcomer("Dora", "Dunn");
    await page.getByLabel("First name").fill(guest.firstName);
    await page.getByLabel("Last name").fill(guest.lastName);
    await page.getByLabel("E-mail").fill(guest.email);
    await press("Send invitation");
    await page
      .getByText(/Dora Dunn/)
      .first()
      .waitFor();
  });
  await task("disable a leaver", async () => {
    await press("Users");
    await press("Eli Evans");
    await press("Disable");
    await page.getByLabel("Reason").fill("Left the practice");
    await page.getByRole("dialog").getByRole("button", { name: "Disable", exact: true }).click();
    await page
      .getByText(/Eli Evans is disabled/)
      .first()
      .waitFor();
  });
  await task("find who changed somebody", async () => {
    await press("Users");
    await press("Eli Evans");
    await press("History");
    await page.getByText("Left the practice").first().waitFor();
  });
  await task("bring somebody back", async () => {
    await press("Users");
    await press("Eli Evans");
    await press("Enable");
    await page.getByLabel("Reason").fill("Came back");
    await page.getByRole("dialog").getByRole("button", { name: "Enable", exact: true }).click();
    await page
      .getByText(/Eli Evans is enabled/)
      .first()
      .waitFor();
  });
  await task("buy a seat", async () => {
    await press("Plans and seats");
    await chosenByKeys(page, /^Person/, "Eli");
    await chosenByKeys(page, /^Plan/, "");
    await press("Add to the cart");
    await press(/^Pay \$[\d.,]+ with/);
    await press(/^Pay \$[\d.,]+$/);
    await page.getByText("Bought for Eli Evans").first().waitFor();
  });
  await task("change an SFTP password", async () => {
    await press("SFTP accounts");
    await press("New password for Theralytics");
    await press("Send");
    const isLink = ({ text }: { text: string }) => text.includes("/s#");
    await page.goto(secretLinkIn(await mailTo(place.toolsUrl, cast.ada.email, isLink)));
    await press("Show the password");
    await shownPassword(page);
  });
  expect(clicks).toEqual({
    ...{ unlock: 2, "invite again": 2, "invite one": 3, "disable a leaver": 4 },
    ...{ "find who changed somebody": 3, "bring somebody back": 4, "buy a seat": 4, "change an SFTP password": 4 },
  });
  expect(complaints).toEqual([]);
});
