import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { browserVisits, headed } from "../kit/browser-visit.ts";
import { amendUser, bringInWithApp, registration, userIdOf } from "../kit/epcs.ts";
import { listed } from "../kit/lists.ts";
import { lookAtState, lookWhileLoading } from "../kit/page-states.ts";
import { aNewcomer } from "../kit/person.ts";
import { twinOf } from "../kit/twin.ts";

const visits = browserVisits();
const of = { screen: "desktop", scheme: "light" } as const;
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).last().click();

test("by clicking: designate, propose as one person, approve as another, suspend at once", async () => {
  const chief = await visits.practice(of, { administrator: aNewcomer("Ada", "Drug"), isSignedIn: true });
  const [iris, otto, nora] = await Promise.all(
    ["Iris", "Otto", "Nora"].map((name) => bringInWithApp(chief.administrator, aNewcomer(name, "Drug"))),
  );
  await amendUser(iris!, registration("AB1234563"));
  await amendUser(otto!, registration("CD2345672"));
  const noraId = await userIdOf(nora!);
  const nobody = await visits.window(of, twinOf(nora!));
  await nobody.go("/epcs");
  await nobody.page.getByText("You have nothing to do with EPCS.").waitFor();
  await lookAtState(nobody.page, "epcs-no-access");
  await lookWhileLoading(chief, {
    ...{ path: "/epcs", api: /\/api\/v1\/epcs$/, failure: "EPCS could not be loaded", name: "epcs" },
  });
  await chief.page.getByText("Nothing can be approved here").waitFor();
  await lookAtState(chief.page, "epcs-not-ready");
  for (const person of [iris!, otto!]) {
    await chief.go(`/users/${await userIdOf(person)}/access`);
    await press(chief.page, "Designate for EPCS");
    await chief.page.getByRole("dialog").getByLabel("Reason").fill("Agreed at the meeting");
    if (person === iris) await lookAtState(chief.page, "epcs-designate");
    await press(chief.page, "Designate");
    await chief.page.getByText(/is designated for EPCS/).waitFor();
  }
  await expect
    .poll(async () => (await chief.administrator.done("GET", "/users?search=nora")).items, listed)
    .toHaveLength(1);

  const enterer = await visits.window(of, twinOf(iris!));
  await enterer.go("/epcs");
  await headed(enterer.page, "EPCS");
  await press(enterer.page, "Propose");
  await enterer.page.getByText("Find and choose the person.").waitFor();
  await enterer.page.getByRole("button", { name: /Mark/ }).click();
  await enterer.page.getByRole("option", { name: /EPCS enroller/ }).click();
  await enterer.page.getByRole("button", { name: /Person/ }).click();
  await enterer.page.getByPlaceholder("First or last name").fill("Nora");
  await enterer.page.getByRole("option", { name: "Nora Drug" }).click();
  await enterer.page.getByLabel("Reason").fill("Takes over in December");
  await lookAtState(enterer.page, "epcs-propose");
  await press(enterer.page, "Propose");
  await enterer.page.getByText("Proposed: Nora Drug").waitFor();
  await enterer.page.getByText("You entered this, so another person approves it.").waitFor();
  expect(await enterer.page.getByRole("button", { name: /^Approve/ }).count(), "never his own").toBe(0);

  const approver = await visits.window(of, twinOf(otto!));
  await approver.go("/epcs");
  await approver.page.getByRole("button", { name: "Approve: Grant EPCS enroller to Nora Drug" }).click();
  await lookAtState(approver.page, "epcs-approve");
  await press(approver.page, "Approve");
  await approver.page.getByText("Approved: Grant EPCS enroller to Nora Drug").waitFor();
  await approver.page.getByText("In force.").waitFor();
  await lookAtState(approver.page, "epcs-granted");

  await chief.go(`/users/${noraId}/access`);
  await chief.page.getByText("EPCS enroller at Sunrise Family Practice, in force").waitFor();
  await lookAtState(chief.page, "epcs-user");
  await enterer.page.reload();
  await enterer.page.getByRole("button", { name: /^Suspend: Nora Drug/ }).click();
  await enterer.page.getByRole("dialog").getByLabel("Reason").fill("The phone is lost");
  await press(enterer.page, "Suspend");
  await enterer.page.getByText("The mark of Nora Drug is suspended").waitFor();
  await enterer.page.getByText(/Suspended: Iris Drug suspended it/).waitFor();
  await enterer.page.evaluate("window.scrollTo(0, 0)");
  await lookAtState(enterer.page, "epcs-suspended");
  const complaints = [chief, nobody, enterer, approver].flatMap((visit) => visit.complaints);
  expect(complaints.filter((text) => !text.includes("403"))).toEqual([]);
}, 90_000);
