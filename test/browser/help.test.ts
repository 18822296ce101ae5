import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { browserVisits, headed, looks, typePassword, walks } from "../kit/browser-visit.ts";
import { aNewcomer } from "../kit/person.ts";

const visits = browserVisits();
/** Every page that needs no session, as the bundle has them. */
const source = readFileSync("functions/console/src/auth.tsx", "utf8");
const pages = [...source.matchAll(/^ {2}"(\/[\w/-]+)":/gm)].map(([, path = ""]) => path);
/** Those that are shown in the middle of a sign-in only, with what the tab keeps of it then. */
const pending = { asked: { outcome: "second-step", enrolled: ["totp"], open: [] }, returnPath: "/" };
const wrong = { outcome: "wrong-application", applications: ["ehr"] };
const kept = { "gatehouse.pending-sign-in": pending, "gatehouse.entered": wrong };
const helpOf = (page: Page) => page.getByRole("region", { name: "Need help?" });

test("help stands on every signed-out page, and names nobody before the password (PRODUCT A15)", async () => {
  const { page, go } = await visits.window(looks[0]!);
  expect(pages.length).toBeGreaterThanOrEqual(12);
  await go("/signin");
  await page.evaluate(`for (const [name, value] of Object.entries(${JSON.stringify(kept)}))
    sessionStorage.setItem(name, JSON.stringify(value));`);
  for (const path of pages) {
    await go(path);
    const help = helpOf(page);
    await help.getByText("never your password").first().waitFor();
    const text = await help.innerText();
    expect(text, path).toContain("+1 555 010 0199, Monday to Friday 07:00 to 19:00 Central time");
    expect(text, path).toContain(path === "/s" ? "Give the error id" : "Give your username and the error id");
    const links = await help.getByRole("link").evaluateAll((all) => all.map((each) => each.getAttribute("href")));
    expect(links, path).toEqual([
      "tel:+15550100199",
      "mailto:help@gatehouse.example",
      "https://help.gatehouse.example/chat",
    ]);
  }
});

test.each(walks)(
  "by clicking, $screen and $scheme: a refusal shows its error id, and the right password who manages the practice",
  async (of) => {
    const who = aNewcomer("Holly", "Help");
    const cast = { administrator: aNewcomer("Ada", "Help"), members: [who], practiceName: "Lakeside Clinic" };
    const { page, go, look, administrator } = await visits.practice(of, cast);
    await go("/signin");
    expect(await page.getByRole("button", { name: "Show the managers of my practice" }).count()).toBe(0);
    await look("help-sign-in");
    await typePassword(page, { ...who, password: "Wrong-Guess-1-Harbour" });
    await page
      .getByText(/^Error id/)
      .first()
      .waitFor();
    await look("help-error-id");
    expect(await page.content()).not.toContain("Lakeside Clinic");
    await typePassword(page, who);
    await headed(page, "2-step verification");
    await page.getByRole("button", { name: "Show the managers of my practice" }).click();
    await page.getByText("At Lakeside Clinic: Ada Help").first().waitFor();
    await look("help-managers");
    expect((await administrator.call("GET", "/sign-in/help")).json.code).toBe("second-step.expired");
  },
);
