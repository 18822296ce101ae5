import { expect, inject, test } from "vitest";
import { browserVisits, headed, lookInAll, looks } from "../kit/browser-visit.ts";
import { mailTo } from "../kit/inbox.ts";
import { Keyboard } from "../kit/keyboard.ts";
import { aNewcomer, goodPassword } from "../kit/person.ts";
import { inTheFuture } from "../kit/tools-port.ts";

const place = inject("place");
const visits = browserVisits();
const newPassword = "Copper-dove-5-meadow";
/** A page's own stops come first; then the ways to help, and our name from the top again. */
function expectStops(stops: readonly string[], own: readonly string[]): void {
  expect(stops.slice(0, own.length)).toEqual(own);
  expect(stops.slice(own.length)).toContainEqual(expect.stringMatching(/@/));
  expect(stops.at(-1)).toBe("Gatehouse");
}

test("by keyboard alone: sign in with the app, be locked out, reset, and come back to the page that was left", async () => {
  const who = aNewcomer("Kay", "Board");
  const { administrator, page, complaints, go } = await visits.practice(looks[0]!, { administrator: who });
  const keys = await Keyboard.on(page);
  await page.clock.install();
  const shown = async (heading: string, picture: string) => {
    await headed(page, heading);
    await lookInAll(page, `keyboard-${picture}`);
    return keys.round();
  };

  await go("/signin");
  const signIn = ["Username or e-mail", "Password", "Show password", "Sign in", "Forgot your password?"];
  expectStops(await shown("Sign in", "sign-in"), [...signIn, "Sign up a practice"]);
  await keys.fill("Username or e-mail", who.username);
  await keys.fill("Password", goodPassword);
  await keys.use("Sign in", "Space");
  const code = ["Code", "Verify", "Use a recovery code", "Start again with another account"];
  expectStops(await shown("2-step verification", "code"), code);
  await keys.fill("Code", await administrator.nextCode());
  await keys.use("Verify", "Space");
  expect(await shown("Overview", "overview")).toContain("Skip to main content");
  // A phone's width has closed it.
  await keys.use("Open navigation");
  await keys.use("Users");
  await headed(page, "Users");
  await keys.use("Invite user");
  const invite = await shown("Invite user", "invite");
  expect(invite.slice(0, 4)).toEqual(["First name", "Last name", "E-mail address", "Staff"]);
  expect(invite).toContain("Send invitation");
  await keys.fill("First name", "Nora");
  await keys.fill("Last name", "Draft");
  await keys.fill("E-mail address", "nora@sunrise.example");
  await keys.use(/^Auditor/, "Space");

  await inTheFuture(place, 15 * 60, async () => {
    await page.clock.fastForward("12:10");
    await page.getByRole("alertdialog").waitFor();
    await lookInAll(page, "keyboard-warning");
    await page.clock.fastForward("02:00");
    await page.waitForURL(/signed-out/);
  });
  expectStops(await shown("Your session has ended", "ended"), ["Sign in again"]);
  await keys.use("Sign in again");
  await headed(page, "Sign in");
  await keys.fill("Username or e-mail", who.username);
  const refused = async (password: string) => {
    await keys.fill("Password", password);
    const answer = page.waitForResponse(/api\/v1\/sign-in$/);
    await keys.press("Enter");
    expect((await answer).status()).toBe(401);
    return page
      .getByRole("alert")
      .getByText(/not right/)
      .innerText();
  };
  const words = new Set<string>();
  for (let tried = 0; tried < 7; tried++) words.add(await refused("Wrong-Guess-1-Harbour"));
  words.add(await refused(goodPassword));
  expect([...words], "a lock has the words of a wrong password").toHaveLength(1);
  await mailTo(place.toolsUrl, who.email, ({ subject }) => /locked/i.test(subject));
  await lookInAll(page, "keyboard-locked");

  await keys.use("Forgot your password?");
  const forgot = ["Username or e-mail", "Mail me a link", "Back to sign-in"];
  expectStops(await shown("Forgot your password?", "forgot"), forgot);
  await keys.fill("Username or e-mail", who.username);
  await keys.press("Enter");
  expectStops(await shown("Look in your mailbox", "mailbox"), ["Try another name", "go to sign-in"]);
  const mail = await mailTo(place.toolsUrl, who.email, ({ text }) => text.includes("/reset#"));
  await page.goto(/https?:\S+\/reset#\S+/.exec(mail.text)?.[0] ?? "");
  await page.getByText(who.username).first().waitFor();
  expectStops(await shown("Choose a new password", "reset"), ["Password", "Show password", "Save the new password"]);
  await keys.fill("Password", newPassword);
  await keys.use("Save the new password");
  await page.getByText("Your new password is set.").first().waitFor();
  await keys.fill("Username or e-mail", who.username);
  await keys.fill("Password", newPassword);
  await keys.press("Enter");
  await headed(page, "2-step verification");
  await keys.fill("Code", await administrator.nextCode());
  await keys.press("Enter");

  await headed(page, "Invite user");
  expect(new URL(page.url()).pathname).toBe("/users/invite");
  expect(await page.getByLabel("First name").inputValue()).toBe("Nora");
  expect(await page.getByLabel("Last name").inputValue()).toBe("Draft");
  expect(await page.getByLabel("E-mail address").inputValue()).toBe("nora@sunrise.example");
  expect(await page.getByLabel("Auditor").isChecked()).toBe(true);
  await keys.use("Send invitation");
  await page.getByText("Nora Draft is invited").first().waitFor();
  expect(complaints).toEqual([]);
});

test.each([
  [
    "shows no focus",
    "<style>button:focus { outline: none }</style><button>One</button><button>Two</button>",
    /not seen/,
  ],
  ["holds the focus", "<button>One</button><button onblur='setTimeout(() => this.focus())'>Two</button>", /held/],
  [
    "leaps about",
    "<button tabindex=3>A</button><button tabindex=2>B</button><button tabindex=1>C</button>",
    /no other way/,
  ],
])("a page that %s is found out", async (_, html, complaint) => {
  const { page } = await visits.window(looks[0]!);
  const keys = await Keyboard.on(page);
  await page.goto(`data:text/html,${encodeURIComponent(html)}`);
  await expect(keys.round()).rejects.toThrow(complaint);
});
