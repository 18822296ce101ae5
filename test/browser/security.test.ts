import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { browserVisits, headed, walks } from "../kit/browser-visit.ts";
import { networkOf } from "../kit/burst.ts";
import { aNewcomer, Person } from "../kit/person.ts";

const visits = browserVisits();
/** A dialog names its cross like its first button; the button comes last. */
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).last().click();

test.each(walks)(
  "by clicking, $screen and $scheme: see what a policy brings, save it with a reason, and settle a conflict",
  async (of) => {
    const cast = { administrator: aNewcomer("Sina", "Security"), isSignedIn: true };
    const { administrator: chief, page, go, look, complaints } = await visits.practice(of, cast);
    await go("/security");
    await headed(page, "Security settings");
    await look("security");

    await page.getByLabel("Wrong passwords forgiven").fill("11");
    await press(page, "Review changes");
    await page.getByText("Enter a number from 3 to 10.").first().waitFor();
    await page.getByLabel("Wrong passwords forgiven").fill("8");
    await page.getByLabel("Days after which a password is old").fill("29");
    await press(page, "Review changes");
    await page.getByText("Enter a number from 30 to 730.").first().waitFor();
    await page.getByLabel("Days after which a password is old").fill("60");
    await page.getByLabel("People may come only from").fill("10.0.0.0/8");
    await press(page, "Review changes");
    await page.getByText("This would lock you out").first().waitFor();
    await look("security-excluded");
    await press(page, "Go back");
    await page.getByLabel("People may come only from").fill("::ffff:127.0.0.0/104");
    await press(page, "Review changes");
    await page.getByText("Weaker: from 6 to 8").first().waitFor();
    await press(page, "Save settings");
    await page.getByText("Enter a reason.").first().waitFor();
    await page.getByRole("dialog").getByLabel("Reason").fill("Shared workstations");
    await look("security-review");
    await press(page, "Save settings");
    await page.getByText("The security settings are saved").first().waitFor();
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

test.each(walks)(
  "by clicking, $screen and $scheme: see why somebody is locked and unlock, change roles, disable and enable",
  async (of) => {
    const who = aNewcomer("Mia", "Member");
    const cast = { administrator: aNewcomer("Sam", "Security"), members: [who], isSignedIn: true };
    const { administrator: chief, members, page, go, look, complaints } = await visits.practice(of, cast);
    const member = members[0]!;
    const { userId } = await member.done("GET", "/session");
    for (let number = 0; number < 8; number++)
      await new Person(inject("place")).call(
        "POST",
        "/sign-in",
        { identifier: who.username, password: "Wrong-Guess-1-Harbour" },
        { from: networkOf(number) },
      );
    await go(`/users/${userId}`);
    await headed(page, "Mia Member");
    await page.getByText("Why it is locked").first().waitFor();
    await page.getByText("Wrong password").first().waitFor();
    await look("user-locked");
    await press(page, "Unlock");
    await page.getByRole("dialog").getByRole("button", { name: "Unlock", exact: true }).click();
    await page.getByText("Mia Member is unlocked").first().waitFor();

    await press(page, "Change roles");
    await page.getByLabel("Auditor").check();
    await page.getByRole("dialog").getByLabel("Reason").fill("Reviews the log from now on");
    await look("user-roles");
    await page.getByRole("dialog").getByRole("button", { name: "Change roles" }).click();
    await page.getByText("The roles of Mia Member are changed").first().waitFor();
    expect((await member.call("GET", "/session")).status).toBe(401);

    await press(page, "Disable");
    await page
      .getByText(/Every open session of Mia Member ends/)
      .first()
      .waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
    await page.getByText("Enter a reason.").first().waitFor();
    await page.getByText("What else this touches").waitFor();
    await page.getByText("No session is open.").waitFor();
    await page.getByRole("dialog").getByLabel("Reason").fill("On leave until spring");
    await look("user-disable");
    await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
    await page.getByText("This account is disabled").first().waitFor();
    await look("user-disabled");
    await press(page, "Enable");
    await page.getByRole("dialog").getByLabel("Reason").fill("Back from leave");
    await page.getByRole("dialog").getByRole("button", { name: "Enable" }).click();
    await page.getByText("Mia Member is enabled").first().waitFor();
    expect(await chief.done("GET", `/users/${userId}`)).toMatchObject({
      status: "active",
      roles: ["member", "auditor"],
    });
    expect(complaints).toEqual([]);
  },
);
