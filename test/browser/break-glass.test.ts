import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { browserVisits, headed, walks } from "../kit/browser-visit.ts";
import { aNewcomer } from "../kit/person.ts";
import { twinOf } from "../kit/twin.ts";

const visits = browserVisits();
/** A dialog names its cross like its first button; the button comes last. */
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).last().click();

test.each(walks)(
  "by clicking, $screen and $scheme: choose who may break the glass, break it, end it early and review it",
  async (of) => {
    const cast = {
      administrator: aNewcomer("Ada", "Glass"),
      members: [aNewcomer("Nora", "Glass")],
      isSignedIn: true,
    };
    const chief = await visits.practice(of, cast);
    const nora = chief.members[0]!;
    const { userId } = await nora.done("GET", "/session");
    await chief.go(`/users/${userId}/access`);
    await headed(chief.page, "Nora Glass");
    await press(chief.page, "Allow emergency access");
    await chief.page.getByRole("dialog").getByLabel("Reason").fill("Opens on Saturdays");
    await chief.look("emergency-mark");
    await press(chief.page, "Allow");
    await chief.page.getByText("Nora Glass may break the glass").first().waitFor();
    await chief.page.getByText("May break the glass", { exact: true }).first().waitFor();

    const nurse = await visits.window(of, twinOf(nora));
    await nurse.go("/emergency");
    await headed(nurse.page, "Emergency access");
    await press(nurse.page, "Break the glass");
    await nurse.page.getByText("Say in at least 10 characters why it cannot wait.").first().waitFor();
    await nurse.page.getByLabel("Why can it not wait?").fill("Ada is locked out and the clinic opens at eight");
    await nurse.look("emergency-form");
    await press(nurse.page, "Break the glass");
    await nurse.page.getByText("Emergency access is open for 60 minutes").first().waitFor();
    await nurse.page
      .getByText(/Emergency access: 60 min left, until/)
      .first()
      .waitFor();
    await nurse.look("emergency-running");
    await nurse.go("/users");
    await nurse.page.getByRole("link", { name: "Ada Glass" }).click();
    await headed(nurse.page, "Ada Glass");
    await nurse.page.getByRole("button", { name: "Reset 2-step" }).waitFor();
    expect(await nurse.page.getByRole("button", { name: "Disable" }).count()).toBe(0);
    expect(await nurse.page.getByRole("button", { name: "Change roles" }).count()).toBe(0);
    await nurse.look("emergency-user");
    await press(nurse.page, "End emergency access");
    await nurse.page.getByText("Your emergency access has ended").first().waitFor();
    await nurse.go("/emergency");
    await nurse.page.getByText("Closed until it is reviewed").first().waitFor();

    await chief.go("/");
    await chief.page.getByText("Emergency access was used").first().waitFor();
    await chief.look("emergency-hint");
    await chief.page.getByRole("link", { name: "Open emergency access" }).click();
    await chief.page.getByText("Not reviewed").first().waitFor();
    await chief.look("emergency-review");
    await chief.page.getByRole("link", { name: "What was done under it" }).click();
    await headed(chief.page, "Audit log");
    await chief.page.getByText("broke the glass").first().waitFor();
    await chief.page.getByText("ended the emergency access early").first().waitFor();
    await chief.page.goBack();
    await chief.page.getByRole("button", { name: "Reviewed: Nora Glass" }).click();
    await press(chief.page, "Confirm review");
    await chief.page.getByText("Say what you looked at and found.").first().waitFor();
    await chief.page.getByLabel("What did you find?").fill("Looked at all events with Nora");
    await press(chief.page, "Confirm review");
    await chief.page.getByText("The emergency access is reviewed").first().waitFor();
    await chief.page
      .getByText(/Reviewed by Ada Glass/)
      .first()
      .waitFor();
    await chief.look("emergency-reviewed");
    await chief.page.getByRole("button", { name: "Take off the list: Nora Glass" }).click();
    await chief.page.getByRole("dialog").getByLabel("Reason").fill("Leaves the practice");
    await press(chief.page, "Take off");
    await chief.page.getByText("Nora Glass may no longer break the glass").first().waitFor();
    expect([...chief.complaints, ...nurse.complaints]).toEqual([]);
  },
);
