import { expect, inject, test } from "vitest";
import { browserVisits, headed, walks } from "../kit/browser-visit.ts";
import { mailTo, tokenIn } from "../kit/inbox.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer, Person, registerWith, unique } from "../kit/person.ts";
import { amend } from "../kit/rows.ts";

const place = inject("place");
const visits = browserVisits();
const day = 86_400_000;

test.each(walks)(
  "by clicking, $screen and $scheme: an invitation is sent again two clicks from the overview, corrected and revoked",
  async (of) => {
    const { administrator, page, complaints, go, look } = await visits.practice(of, {
      administrator: aNewcomer("Ada", "Okafor"),
      isSignedIn: true,
    });
    const { practiceId } = await administrator.done("GET", "/session");
    const invite = async (firstName: string, email = aNewcomer(firstName, "Sato").email) =>
      administrator.done("POST", "/invitations", { firstName, lastName: "Sato", email });
    const press = (name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();
    const old = await invite("Ben");
    const fresh = await invite("Cleo");
    const bad = await invite("Dora", `bounce+${unique("x").replace(".", "")}@simulator.amazonses.com`);
    const ago = new Date(Date.now() - 8 * day).toISOString();
    const ended = new Date(Date.now() - day).toISOString();
    const pk = `P#${practiceId}`;
    await amend("PRACTICE_TABLE", { pk, sk: `I#${old.invitationId}` }, { sentAts: [ago], expiresAt: ended });
    const shown = { invitationExpiresAt: ended, invitationSentAt: ago, invitationFreeAt: ago };
    await amend("PRACTICE_TABLE", { pk, sk: `U#${old.userId}` }, shown);
    const states = async () =>
      (await administrator.done("GET", "/users?invitation=any")).items.map(
        (user: { invitation: string }) => user.invitation,
      );
    await expect.poll(states, listed).toEqual(["expired", "delivered", "bounced"]);

    await go("/");
    await headed(page, "Overview");
    if (of.screen === "phone") await press("Open navigation");
    await page.getByRole("link", { name: "Invitations", exact: true }).click();
    await headed(page, "Invitations");
    await page.getByText("Expired").first().waitFor();
    await page.getByText("Bounced").first().waitFor();
    await page.getByRole("button", { name: /^Send again in \d+:\d\d: Cleo Sato/ }).waitFor();
    await look("invitations");
    await press(/^Send again: Ben Sato/);
    await page.getByText("Ben Sato gets a new letter").waitFor();

    await go(`/users/${bad.userId}`);
    await page.getByText("The letter bounced").waitFor();
    await page.getByText(/user unknown/).waitFor();
    await look("invitation-bounced");
    await press("The address works again");
    await page.getByRole("dialog").getByLabel("Reason").fill("Their mailbox was made");
    await press("Cancel");
    await press(/^Edit e-mail: Dora Sato/);
    const { email } = aNewcomer("Dora", "Right");
    await page.getByLabel("E-mail address").fill(email);
    await look("invitation-corrected");
    await press("Save");
    await page.getByText("The invitation is corrected").waitFor();
    await page.getByText("Has not registered yet").waitFor();
    expect((await mailTo(place.toolsUrl, email)).text).toContain("/invite#");

    await go(`/users/${fresh.userId}`);
    await press(/^Revoke: Cleo Sato/);
    await look("invitation-revoke");
    await press("Revoke invitation");
    await page.getByText("The invitation is revoked").waitFor();

    await go("/users/invite");
    const colleague = aNewcomer("Nora", "Elsewhere");
    await page.getByLabel("First name").fill("Nora");
    await page.getByLabel("Last name").fill("Elsewhere");
    await page.getByLabel("E-mail address").fill(colleague.email);
    await page.getByRole("radio", { name: "Colleague of another practice" }).check();
    await look("invite-colleague");
    await press("Send invitation");
    await headed(page, "Invitations");
    expect((await mailTo(place.toolsUrl, colleague.email)).text).toContain("/signup");
    await expect.poll(async () => (await states()).length, listed).toBe(4);
    await go("/invitations");
    await page.getByText("Colleague of another practice").first().waitFor();
    await page.getByRole("button", { name: /^Send again in \d+:\d\d: Nora Elsewhere/ }).waitFor();
    await look("invitations-colleague");
    expect(complaints).toEqual([]);
  },
);

test.each(walks)(
  "by clicking, $screen and $scheme: a link is open, expired with a new one to be had, and used, and says so before anything is typed (peers A7)",
  async (of) => {
    const { administrator, page, complaints, look, go } = await visits.practice(of, {
      administrator: aNewcomer("Ada", "Okafor"),
    });
    const { practiceId } = await administrator.done("GET", "/session");
    const who = aNewcomer("Ben", "Sato");
    const { firstName, lastName, email } = who;
    const user = await administrator.done("POST", "/invitations", { firstName, lastName, email });
    const token = tokenIn(await mailTo(place.toolsUrl, email));
    const key = { pk: `P#${practiceId}`, sk: `I#${user.invitationId}` };
    const ago = new Date(Date.now() - 8 * day).toISOString();
    await amend("PRACTICE_TABLE", key, { sentAts: [ago], expiresAt: ago });
    await go(`/invite#${token}`);
    await headed(page, "This invitation has expired");
    await look("invitation-expired");
    await page.getByRole("button", { name: "Send me a new link" }).click();
    await headed(page, "Look in your mailbox");
    await look("invitation-new-link");
    const next = tokenIn(await mailTo(place.toolsUrl, email, (mail) => tokenIn(mail) !== token));
    await registerWith(new Person(place), who, next);
    const again = await visits.window(of);
    await again.go(`/invite#${next}`);
    await headed(again.page, "Already registered");
    expect([...complaints, ...again.complaints]).toEqual([]);
  },
);
