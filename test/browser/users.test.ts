import { expect, inject, test } from "vitest";
import { browserVisits, headed, walks } from "../kit/browser-visit.ts";
import { listed } from "../kit/lists.ts";
import { aNewcomer, type Newcomer, Person, unique } from "../kit/person.ts";

const visits = browserVisits();

test.each(walks)(
  "by clicking, $screen and $scheme: somebody locked is found from the overview and unlocked in two clicks, and the list follows",
  async (of) => {
    const ben = aNewcomer("Ben", "Sato");
    const cast = { administrator: aNewcomer("Ada", "Okafor"), members: [ben], isSignedIn: true };
    const { administrator, page, complaints, go, look } = await visits.practice(of, cast);
    await administrator.done("POST", "/invitations", someGuest("Cleo", "Dunn"));
    await lock(ben);
    await expect
      .poll(async () => {
        const { all, status, registration } = await administrator.done("GET", "/user-counts");
        return [all, status.locked, registration.invited];
      }, listed)
      .toEqual([3, 1, 1]);

    await go("/");
    await page.getByText("Locked: 1").waitFor();
    await page.getByRole("link", { name: "Users: 3. Show the list" }).waitFor();
    await look("overview-needs");
    await page.getByRole("link", { name: "Show locked users" }).click();
    await headed(page, "Users");
    await page.getByRole("link", { name: "Ben Sato" }).waitFor();
    expect(new URL(page.url()).search).toBe("?status=locked");
    await look("users-locked");
    await page.getByRole("button", { name: "Unlock Ben Sato" }).click();
    await page.getByText("Ben Sato is unlocked").waitFor();
    // Nobody presses anything: the list is asked again by itself.
    await page.getByText("No matches. Nobody fits these filters.").waitFor();
    await look("users-no-match");
    await page.getByRole("button", { name: "Clear filters" }).first().click();
    await page.getByRole("link", { name: "Cleo Dunn" }).waitFor();
    await page.getByText("Updated just now").waitFor();
    await page.getByRole("searchbox").fill("dun");
    await page.getByRole("link", { name: "Ben Sato" }).waitFor({ state: "detached" });
    expect(new URL(page.url()).search).toContain("search=dun");
    await page.goBack();
    await page.getByRole("link", { name: "Ben Sato" }).waitFor();
    expect(complaints).toEqual([]);
  },
);

test.each(walks)(
  "by clicking, $screen and $scheme: several users at once, with a result for each; columns are kept, and what fails says so",
  async (of) => {
    const ben = aNewcomer("Ben", "Sato");
    const cast = { administrator: aNewcomer("Ada", "Okafor"), members: [ben], isSignedIn: true };
    const { administrator, page, complaints, go, look } = await visits.practice(of, cast);
    const names = async () => (await administrator.done("GET", "/users")).items.length;
    await expect.poll(names, listed).toBe(2);

    await go("/users");
    await page.getByRole("checkbox", { name: "Select Ada Okafor" }).check({ force: true });
    await page.getByRole("checkbox", { name: "Select Ben Sato" }).check({ force: true });
    await page.getByRole("button", { name: "Actions (2)" }).click();
    await page.getByRole("menuitem", { name: "Disable" }).click();
    await page.getByRole("dialog").getByText("Ada Okafor, Ben Sato").waitFor();
    await page.getByRole("button", { name: "Disable", exact: true }).click();
    await page.getByText("Enter a reason.").waitFor();
    await page.getByLabel("Reason").fill("The practice is closed");
    await look("users-bulk");
    await page.getByRole("button", { name: "Disable", exact: true }).click();
    await page.getByText("1 of 2 disabled. 1 not changed").waitFor();
    await page.getByRole("button", { name: "Show why" }).click();
    await page.getByRole("dialog").getByRole("link", { name: "Ada Okafor" }).waitFor();
    await look("users-bulk-why");
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
    await page.getByText("Disabled", { exact: true }).waitFor();

    if (of.screen === "desktop") {
      await page.getByRole("button", { name: "Choose columns" }).click();
      await page.getByRole("checkbox", { name: "Username" }).check({ force: true });
      await page.getByRole("checkbox", { name: "2-step" }).uncheck({ force: true });
      await look("users-columns");
      await page.getByRole("button", { name: "Done" }).click();
      await page.reload();
      await page.getByText(ben.username, { exact: true }).waitFor();
      expect(await page.getByRole("columnheader", { name: "2-step" }).count()).toBe(0);
      await page.getByText("Username", { exact: true }).first().click();
      await expect.poll(() => new URL(page.url()).search).toContain("sort=username");
    }

    await page.route(/\/api\/v1\/users\?/, (route) =>
      route.fulfill({ status: 403, contentType: "application/problem+json", body: problem }),
    );
    await page.reload();
    await page.getByText("The users could not be loaded").waitFor();
    await look("users-error");
    await page.unroute(/\/api\/v1\/users\?/);
    await page.getByRole("button", { name: "Try again" }).first().click();
    await page.getByRole("link", { name: "Ben Sato" }).waitFor();
    expect(complaints.filter((text) => !text.includes("403"))).toEqual([]);
  },
);

const problem = JSON.stringify({ status: 403, code: "session.forbidden", title: "No", detail: "Not at this moment." });
const someGuest = (firstName: string, lastName: string) => ({
  ...{ firstName, lastName },
  email: `${unique("guest")}@sunrise.example`,
});

async function lock(who: Newcomer): Promise<void> {
  const stranger = new Person(inject("place"));
  for (let i = 0; i < 7; i++) {
    await stranger.call("POST", "/sign-in", { identifier: who.username, password: `Wrong-Password-${i}-Xy` });
  }
}
