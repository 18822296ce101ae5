import { randomUUID } from "node:crypto";
import { beforeAll, expect, inject, test } from "vitest";
import { browserVisits, headed } from "../kit/browser-visit.ts";
import { handsOn } from "../kit/hands.ts";
import { listed } from "../kit/lists.ts";
import { lookAtState, lookIfLong } from "../kit/page-states.ts";
import { aNewcomer, unique } from "../kit/person.ts";
import { newKeyPair } from "../kit/sftp.ts";
import { openVendor, type TestVendor } from "../kit/vendor.ts";

const place = inject("place");
const visits = browserVisits();
const of = { screen: "desktop", scheme: "light" } as const;
let vendor: TestVendor;
beforeAll(async () => {
  vendor = await openVendor(place, aNewcomer("Olu", "Brandt"));
});

test("by clicking: a request goes from the form to the account, with comments of both sides and payers to enrol with; others are rejected and cancelled", {
  timeout: 120_000,
}, async () => {
  const practiceName = `Sunrise ${unique("Requests")}`;
  const visit = await visits.practice(of, {
    administrator: aNewcomer("Ada", "Asks"),
    practiceName,
    isSignedIn: true,
  });
  const support = await visits.window(of, vendor.operator);
  const { page, administrator } = visit;
  const [ada, olu] = [handsOn(page), handsOn(support.page)];
  const key = newKeyPair();

  await visit.go("/sftp/requests");
  await ada.sees("No requests yet.");
  await ada.follow("Request an account");
  await headed(page, "Request an SFTP account");
  await page.getByLabel("Its maker sets it up").check();
  await ada.press("Send request");
  await ada.sees("Choose the software or type its name");
  await ada.sees("Tick this, or choose another way to sign in.");
  expect(await page.getByRole("option").count(), "no list lies over the complaint").toBe(0);
  await lookAtState(page, "sftp-new");
  await page.getByLabel("A public key").check();
  await ada.type("Public key", key.public);
  await page.getByLabel("Software", { exact: true }).fill("Thera");
  await page.getByRole("option", { name: "Theralytics" }).click();
  await ada.type("Contact for the software", "Rosa Lindgren");
  await ada.type("Payers", "Aetna\nMedicare");
  await ada.type("Notes", "Every evening at eight.");
  await page.getByLabel(/^Allowed addresses/).fill("127.0.0.0/33");
  await ada.press("Send request");
  await ada.sees("is no address or range");
  await page.getByLabel(/^Allowed addresses/).fill("127.0.0.0/8");
  await ada.press("Send request");
  await headed(page, "Request for Theralytics");
  await ada.sees("The request for Theralytics is sent");

  await support.go("/operations/sftp-requests");
  await olu.sees(`${practiceName}: Theralytics`);
  await lookIfLong(support.page, "operator-requests");
  await olu.follow(`${practiceName}: Theralytics`);
  await headed(support.page, "Request for Theralytics");
  await lookIfLong(support.page, "operator-request-new");
  await olu.press("Take into review");
  await olu.sees("You look after this request now");
  await olu.type("Comment", "Which site sends them?");
  await olu.press("Send comment");
  await olu.sees("The comment is sent");

  await page.reload();
  await ada.sees("Which site sends them?");
  await ada.type("Comment", "Only the main office.");
  await ada.press("Send comment");
  await ada.sees("The comment is sent");
  await page.getByLabel("EDI done: Aetna").check();
  await page.getByLabel("ERA done: Aetna").check();
  await ada.type("Payer", "Cigna");
  await ada.press("Add payer");
  await ada.press("Save the list");
  await ada.sees("The list of payers is saved");
  await lookAtState(page, "sftp-request");

  await support.page.reload();
  await olu.sees("Only the main office.");
  await lookAtState(support.page, "operator-request");
  await olu.press("Approve");
  await olu.type("Comment - optional", "Welcome.");
  await lookIfLong(support.page, "operator-approve");
  await olu.confirm("Approve");
  await olu.sees("The account for Theralytics is made");

  await page.reload();
  await ada.sees("Welcome.");
  await ada.follow("Open the account");
  await headed(page, "Theralytics");
  const { keys } = await administrator.done("GET", `/sftp-accounts/${page.url().split("/").at(-1)}`);
  expect(keys).toMatchObject([{ publicKey: expect.stringContaining(key.public.split(" ")[1] ?? "none") }]);

  const ask = (softwareName: string) =>
    administrator.done(
      "POST",
      "/sftp-requests",
      { contactName: "Rosa Lindgren", softwareName, claimType: "837D" },
      { headers: { "idempotency-key": randomUUID() } },
    );
  const [{ requestId }, { requestId: second }] = [await ask("Open Dental"), await ask("Eaglesoft")];
  await support.go(`/operations/sftp-requests/${requestId}`);
  await olu.press("Reject");
  await olu.type("Reason", "That software sends through its maker.");
  await olu.confirm("Reject");
  await olu.sees("The request for Open Dental is rejected");
  await visit.go(`/sftp/requests/${requestId}`);
  await ada.sees("That software sends through its maker.");
  await lookIfLong(page, "sftp-rejected");
  await visit.go(`/sftp/requests/${second}`);
  await ada.press("Cancel request");
  await ada.type("Reason", "Not needed any more.");
  await ada.confirm("Cancel request");
  await ada.sees("The request for Eaglesoft is cancelled");
  await ada.follow("Back to the requests");
  await ada.sees("1 of 3 enrolled");
  await lookAtState(page, "sftp-requests");

  expect([...visit.complaints, ...support.complaints]).toEqual([]);
});

test("by clicking: an operator finds a practice, and takes an address off the list of those that mail does not reach", {
  timeout: 60_000,
}, async () => {
  const { operator } = vendor;
  const email = `bounce+${unique("x").replace(".", "")}@simulator.amazonses.com`;
  await operator.done("POST", "/invitations", { firstName: "Bo", lastName: "Bounced", email });
  const support = await visits.window(of, operator);
  const { page, go, complaints } = support;
  await go("/operations/practices");
  const table = page.getByRole("grid", { name: "practices" });
  const find = async (name: string) => {
    await page.getByRole("searchbox", { name: "Name begins with" }).fill(name);
    await page.getByRole("button", { name: "Find" }).click();
  };
  await find("Nobody is called this");
  await page.getByText("No practice's name begins with that.").waitFor();
  await find("Gatehouse S");
  await table.getByText("Gatehouse Support").first().waitFor();
  await lookAtState(page, "operator-practices");

  const dead = async () => (await operator.done("GET", "/operator/suppressed-addresses")).items;
  await expect.poll(async () => (await dead()).map((each: { email: string }) => each.email), listed).toContain(email);
  await go("/operations/suppressed-addresses");
  await page.getByRole("button", { name: `Take off: ${email}` }).waitFor();
  await lookIfLong(page, "suppressed-addresses");
  await page.getByRole("button", { name: `Take off: ${email}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take off" }).click();
  await page.getByText(`Mail goes to ${email} again`).first().waitFor();
  await page.getByRole("button", { name: `Take off: ${email}` }).waitFor({ state: "detached" });
  expect((await dead()).map((each: { email: string }) => each.email)).not.toContain(email);
  expect(complaints).toEqual([]);
});
