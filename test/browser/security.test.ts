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
  type Window,
} from "../kit/browser.ts";
import { networkOf } from "../kit/burst.ts";
import { aNewcomer, bringIn, openPractice, Person } from "../kit/person.ts";

const place = inject("place");
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

type Look = (name: string) => Promise<void>;

/** A window in which somebody is signed in already. */
async function windowOf(person: Person, screen: Screen, scheme: Scheme): Promise<Window & { look: Look }> {
  const window = await openWindow(browser, screen, scheme);
  const cookies = [...person.cookies].map(([name, value]) => ({ name, value, domain: "127.0.0.1", path: "/" }));
  await window.context.addCookies(
    cookies.map((cookie) => ({ ...cookie, secure: true, httpOnly: true, sameSite: "Strict" as const })),
  );
  const look: Look = async (name) => {
    await window.page.waitForTimeout(400);
    await picture(window.page, `${name}-${screen}-${scheme}`);
    expect(await axeViolations(window.page), name).toEqual([]);
    expect(await scrollsSideways(window.page), name).toBe(false);
  };
  return { ...window, look };
}

const heading = (page: Page, name: string) => page.getByRole("heading", { name, level: 1 }).waitFor();
/** A dialog names its cross like its first button; the button comes last. */
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).last().click();

test.each<{ screen: Screen; scheme: Scheme }>([
  { screen: "desktop", scheme: "light" },
  { screen: "phone", scheme: "dark" },
])(
  "by clicking, $screen and $scheme: see what a policy brings, save it with a reason, and settle a conflict",
  async ({ screen, scheme }) => {
    const chief = await openPractice(place, aNewcomer("Sina", "Security"));
    const { page, look, complaints } = await windowOf(chief, screen, scheme);
    await page.goto(`${place.baseUrl}/security`);
    await heading(page, "Security settings");
    await look("security");

    await page.getByLabel("Wrong passwords forgiven").fill("11");
    await press(page, "Review changes");
    await page.getByText("Enter a number from 3 to 10.").waitFor();
    await page.getByLabel("Wrong passwords forgiven").fill("8");
    await page.getByLabel("Days after which a password is old").fill("29");
    await press(page, "Review changes");
    await page.getByText("Enter a number from 30 to 730.").waitFor();
    await page.getByLabel("Days after which a password is old").fill("60");
    await page.getByLabel("People may come only from").fill("10.0.0.0/8");
    await press(page, "Review changes");
    await page.getByText("This would lock you out").waitFor();
    await look("security-excluded");
    await press(page, "Go back");
    await page.getByLabel("People may come only from").fill("::ffff:127.0.0.0/104");
    await press(page, "Review changes");
    await page.getByText("Weaker: from 6 to 8").waitFor();
    await press(page, "Save settings");
    await page.getByText("Enter a reason.").waitFor();
    await page.getByRole("dialog").getByLabel("Reason").fill("Shared workstations");
    await look("security-review");
    await press(page, "Save settings");
    await page.getByText("The security settings are saved").waitFor();
    expect(await page.getByLabel("People may come only from").inputValue()).toBe("127.0.0.0/8");
    await look("security-saved");

    const { headers, json } = await chief.call("GET", "/practice/policy");
    const theirs = { policy: { ...json.policy, idleMinutes: 10 } };
    await chief.done("PUT", "/practice/policy", theirs, { headers: { "if-match": String(headers["etag"]) } });
    await page.getByLabel("Minutes without use that end a session").fill("5");
    await press(page, "Review changes");
    await press(page, "Save settings");
    await page.getByText("Somebody changed this in the meantime").first().waitFor();
    await look("security-conflict");
    await press(page, "Keep theirs");
    await page.getByLabel("Minutes without use that end a session").waitFor();
    expect(await page.getByLabel("Minutes without use that end a session").inputValue()).toBe("10");
    expect(complaints.filter((text) => !/status of 412/.test(text))).toEqual([]);
  },
);

test.each<{ screen: Screen; scheme: Scheme }>([
  { screen: "desktop", scheme: "light" },
  { screen: "phone", scheme: "dark" },
])(
  "by clicking, $screen and $scheme: see why somebody is locked and unlock, change roles, disable and enable",
  async ({ screen, scheme }) => {
    const chief = await openPractice(place, aNewcomer("Sam", "Security"));
    const who = aNewcomer("Mia", "Member");
    const member = await bringIn(chief, who);
    const { userId } = await member.done("GET", "/session");
    for (let number = 0; number < 8; number++)
      await new Person(place).call(
        "POST",
        "/sign-in",
        { identifier: who.username, password: "Wrong-Guess-1-Harbour" },
        { from: networkOf(number) },
      );
    const { page, look, complaints } = await windowOf(chief, screen, scheme);
    await page.goto(`${place.baseUrl}/users/${userId}`);
    await heading(page, "Mia Member");
    await page.getByText("Why it is locked").waitFor();
    await page.getByText("Wrong password").first().waitFor();
    await look("user-locked");
    await press(page, "Unlock");
    await page.getByText("Mia Member is unlocked").waitFor();

    await press(page, "Change roles");
    await page.getByLabel("Auditor").check();
    await page.getByRole("dialog").getByLabel("Reason").fill("Reviews the log from now on");
    await look("user-roles");
    await page.getByRole("dialog").getByRole("button", { name: "Change roles" }).click();
    await page.getByText("The roles of Mia Member are changed").waitFor();
    expect((await member.call("GET", "/session")).status).toBe(401);

    await press(page, "Disable");
    await page.getByText(/Every open session of Mia Member ends/).waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
    await page.getByText("Enter a reason.").waitFor();
    await page.getByRole("dialog").getByLabel("Reason").fill("On leave until spring");
    await look("user-disable");
    await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
    await page.getByText("This account is disabled").waitFor();
    await look("user-disabled");
    await press(page, "Enable");
    await page.getByRole("dialog").getByLabel("Reason").fill("Back from leave");
    await page.getByRole("dialog").getByRole("button", { name: "Enable" }).click();
    await page.getByText("Mia Member is enabled").waitFor();
    expect(await chief.done("GET", `/users/${userId}`)).toMatchObject({
      status: "active",
      roles: ["member", "auditor"],
    });
    expect(complaints).toEqual([]);
  },
);
