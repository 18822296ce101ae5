import { expect, test } from "vitest";
import { browserVisits, headed, signInByMail, walks } from "../kit/browser-visit.ts";
import { setAccess } from "../kit/hours.ts";
import { aNewcomer } from "../kit/person.ts";

const visits = browserVisits();

test.each(walks)(
  "by clicking, $screen and $scheme: sites and closures are set, a user is limited, and a site is chosen at sign-in",
  async (of) => {
    const ben = aNewcomer("Ben", "Sato");
    const cast = { administrator: aNewcomer("Ada", "Okafor"), members: [ben], isSignedIn: true };
    const { administrator, members, page, complaints, go, look } = await visits.practice(of, cast);
    const { userId } = await members[0]!.done("GET", "/session");
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

    await go("/sites");
    await page.getByText("No site yet.").waitFor();
    for (const name of ["North", "South", "Harbour"]) {
      await page.getByLabel("New site").fill(name);
      await press("Add site");
      await page.getByText(`The site ${name} is added`).first().waitFor();
    }
    await page.getByLabel("New site").fill("north");
    await press("Add site");
    await page
      .getByText(/has this name already/)
      .first()
      .waitFor();
    await page.getByLabel("New site").fill("");
    await press("Edit North");
    await page.getByLabel("Name of the site").fill("North wing");
    await page.getByLabel("Address").fill("12 Shore Road\nEvanston, IL 60202");
    await press("Save site");
    await page.getByText("12 Shore Road, Evanston, IL 60202").first().waitFor();
    await press("Archive Harbour");
    await page.getByText("The site Harbour is archived").first().waitFor();
    await page.getByRole("button", { name: "Open again Harbour" }).waitFor();

    await look("sites");
    await go("/practice");
    await page.getByLabel("Closed on").fill("2030/12/25");
    await page.getByLabel("What the day is called").fill("Christmas Day");
    await press("Add closure");
    await page.getByText("Wednesday, December 25, 2030").first().waitFor();
    await page.getByLabel("Closed on").fill("2030/07/04");
    await page.getByLabel("What the day is called").fill("Independence Day");
    await press("Add closure");
    await page.getByText("Thursday, July 4, 2030").first().waitFor();
    await go("/practice");
    await page.getByText("Thursday, July 4, 2030").first().waitFor();
    // As high as the page is: half a button under the top bar is no fault of the page.
    await page.setViewportSize({ ...page.viewportSize()!, height: 1900 });
    await look("closures");
    await press("Remove Independence Day, Thursday, July 4, 2030");
    await page.getByText("Thursday, July 4, 2030").first().waitFor({ state: "detached" });
    const { closures } = await administrator.done("GET", "/practice");
    expect(closures).toEqual([{ date: "2030-12-25", name: "Christmas Day" }]);

    await go(`/users/${userId}/access`);
    await page.getByRole("checkbox", { name: "Only at certain sites" }).check({ force: true });
    await page.getByLabel("Reason", { exact: true }).fill("Works in the north only");
    await press("Save access");
    await page.getByText("Choose at least one site").first().waitFor();
    await page.getByRole("button", { name: /Choose sites/ }).click();
    await page.getByRole("option", { name: "North wing" }).click();
    await page.keyboard.press("Escape");
    await look("sites-of-user");
    await press("Save access");
    await page.getByText("The access is saved").first().waitFor();
    const { siteIds, sites } = await administrator.done("GET", `/users/${userId}/access`);
    expect(sites.filter(({ siteId }: { siteId: string }) => siteIds.includes(siteId))).toMatchObject([
      { name: "North wing" },
    ]);
    await setAccess(administrator, userId, {});

    const desk = await visits.window(of);
    await desk.go("/signin");
    await signInByMail(desk.page, ben);
    await headed(desk.page, "Choose your site");
    await desk.look("choose-site");
    await desk.page.getByRole("button", { name: "North wing" }).click();
    await headed(desk.page, "Overview");
    await desk.page.getByRole("button", { name: "Ben Sato, North wing" }).click();
    await desk.page.getByRole("menuitem", { name: "Change role or site" }).click();
    await desk.page.getByRole("button", { name: /^Site/ }).click();
    await desk.page.getByRole("option", { name: "South" }).click();
    await desk.look("change-site");
    await desk.page.getByRole("button", { name: "Change", exact: true }).click();
    await desk.page.getByRole("button", { name: "Ben Sato, South" }).waitFor();
    expect([...complaints, ...desk.complaints].filter((complaint) => !/status of 409/.test(complaint))).toEqual([]);
  },
);
