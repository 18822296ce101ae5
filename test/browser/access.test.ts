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
import { setAccess } from "../kit/hours.ts";
import {
  aNewcomer,
  bringIn,
  enrolTotp,
  goodPassword,
  type Newcomer,
  openPractice,
  Person,
  registerFrom,
  signInAs,
} from "../kit/person.ts";

const place = inject("place");
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const looks: { screen: Screen; scheme: Scheme }[] = [
  { screen: "desktop", scheme: "light" },
  { screen: "phone", scheme: "dark" },
];

/** Keeps a picture of the whole page, and holds it to axe and to the window's width. */
async function look(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(400);
  await picture(page, name);
  expect(await axeViolations(page), name).toEqual([]);
  expect(await scrollsSideways(page), name).toBe(false);
}

/** Password and authenticator code, typed on the pages. */
async function signInOnPage(page: Page, who: Newcomer, person: Person): Promise<void> {
  await page.goto(`${place.baseUrl}/signin`);
  await page.getByLabel("Username or e-mail").fill(who.username);
  await page.getByLabel("Password", { exact: true }).fill(goodPassword);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByLabel("Code").fill(await person.nextCode());
  await page.getByRole("button", { name: "Verify", exact: true }).click();
}

test.each(looks)(
  "by keyboard, $screen and $scheme: hours, last day and an extension are set, and told on the page",
  async ({ screen, scheme }) => {
    const ada = aNewcomer("Ada", "Okafor");
    const administrator = await openPractice(place, ada, { name: "Lakeside Clinic" });
    const member = await bringIn(administrator, aNewcomer("Ben", "Sato"));
    const { userId } = await member.done("GET", "/session");
    const { page, complaints } = await openWindow(browser, screen, scheme);
    await signInOnPage(page, ada, administrator);
    await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
    await page.goto(`${place.baseUrl}/users/${userId}`);
    await page.getByText("May be in now.").waitFor();
    await look(page, `may-do-${screen}-${scheme}`);

    const press = async (name: string, role: "button" | "checkbox" = "button") => {
      await page.getByRole(role, { name: role === "button" ? name : new RegExp(name), exact: true }).focus();
      await page.keyboard.press(role === "button" ? "Enter" : "Space");
    };
    await press("Only at certain times", "checkbox");
    await press("Business hours");
    await page.getByText("Monday to Friday 08:00 until 17:00").first().waitFor();
    await page.getByLabel("Monday from, window 1").focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("22:00");
    await page.getByLabel("Monday to, window 1").focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("06:00");
    await page.getByText("until 06:00 next day", { exact: true }).first().waitFor();
    await press("Copy Monday to weekdays");
    await page.getByText("Monday to Friday 22:00 until 06:00 next day").first().waitFor();
    await page.getByLabel("Last day").focus();
    await page.keyboard.type("2030/03/31");
    await press("Save access");
    await page.getByText("Say why, in at most 200 characters.").first().waitFor();
    await look(page, `hours-editor-${screen}-${scheme}`);
    await page.getByLabel("Reason", { exact: true }).focus();
    await page.keyboard.type("Night shifts until spring");
    await page.keyboard.press("Enter");
    await page.getByText("The access is saved").waitFor();
    await page.getByText("Mar 31, 2030").or(page.getByText("Apr 1, 2030")).first().waitFor();
    const saved = await administrator.done("GET", `/users/${userId}/access`);
    expect(saved).toMatchObject({ expiresAt: "2030-04-01T05:00:00.000Z", accessSetBy: "Ada Okafor" });
    expect(saved.hours).toBe("Monday to Friday 22:00 until 06:00 next day");

    await page.getByLabel("Reason for letting in").focus();
    await page.keyboard.type("Evening clinic");
    await page.keyboard.press("Enter");
    await page.getByText(/Ben Sato may be in until/).waitFor();
    await look(page, `on-call-${screen}-${scheme}`);
    expect(complaints).toEqual([]);
  },
);

test.each(looks)(
  "by clicking, $screen and $scheme: a role is chosen, the end is warned of, and then told",
  async ({ screen, scheme }) => {
    const administrator = await openPractice(place, aNewcomer("Ada", "Okafor"), { name: "Lakeside Clinic" });
    const rio = aNewcomer("Rio", "Vega");
    const { firstName, lastName, email } = rio;
    const roles = ["user-manager", "auditor"];
    const { userId } = await administrator.done("POST", "/invitations", { firstName, lastName, email, roles });
    const person = new Person(place);
    await registerFrom(person, rio);
    await signInAs(person, rio);
    await enrolTotp(person).catch(() => undefined);
    const { page, complaints } = await openWindow(browser, screen, scheme);
    await signInOnPage(page, rio, person);
    await page.getByRole("heading", { name: "Choose your role" }).waitFor();
    await look(page, `choose-role-${screen}-${scheme}`);
    await page.getByRole("button", { name: /Auditor/ }).click();
    await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();

    const hours = { accessHours: {}, reason: "Test" };
    await setAccess(administrator, userId, hours);
    const until = new Date(Date.now() + 8 * 60_000).toISOString();
    await administrator.done("POST", `/users/${userId}/on-call`, { until, reason: "A while" });
    await page.reload();
    await page.getByText(/Your access hours end at/).waitFor();
    await look(page, `access-ends-soon-${screen}-${scheme}`);

    await setAccess(administrator, userId, {});
    await setAccess(administrator, userId, hours);
    await page.reload();
    await page.getByRole("heading", { name: "Outside of your access hours" }).waitFor();
    await look(page, `outside-hours-${screen}-${scheme}`);
    await signInOnPage(page, rio, person);
    await page.getByText(/Call Ada Okafor or another user manager of Lakeside Clinic/).waitFor();

    await setAccess(administrator, userId, { applications: ["administration"] });
    const version = String((await administrator.call("GET", "/practice")).headers["etag"]);
    await administrator.done("PATCH", "/practice", { applications: ["ehr"] }, { headers: { "if-match": version } });
    await setAccess(administrator, userId, { applications: ["ehr"] });
    await signInOnPage(page, rio, person);
    await page.getByRole("heading", { name: "You sign in elsewhere" }).waitFor();
    await page.getByText("Electronic health record").waitFor();
    await look(page, `wrong-application-${screen}-${scheme}`);
    expect(complaints.filter((complaint) => !/status of 403/.test(complaint))).toEqual([]);
  },
);
