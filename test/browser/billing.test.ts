import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { browserVisits, type Visit } from "../kit/browser-visit.ts";
import { listed } from "../kit/lists.ts";
import { lookAtState, lookWhileLoading } from "../kit/page-states.ts";
import { aNewcomer, type Person } from "../kit/person.ts";

const visits = browserVisits();
const of = { screen: "desktop", scheme: "light" } as const;
const press = (page: Page, name: string | RegExp) =>
  page
    .getByRole("button", typeof name === "string" ? { name, exact: true } : { name })
    .last()
    .click();
const idOf = async (person: Person): Promise<string> => (await person.done("GET", "/session")).userId;

async function choose(page: Page, label: RegExp, option: string | RegExp, typed?: string): Promise<void> {
  await page.getByRole("button", { name: label }).first().click();
  if (typed) await page.getByPlaceholder("Name, e-mail or username").fill(typed);
  await page.getByRole("option", { name: option }).first().click();
}

/** Puts a card on file on the page that stands for the provider's. */
async function cardOnFile({ page }: Visit, button: string, ending: string, last4: string): Promise<void> {
  await press(page, button);
  await page.getByRole("button", { name: `ends in ${ending}` }).click();
  await page.getByText(`VISA that ends in ${last4}`).waitFor();
}

test("by clicking, over Stripe's API: a card, a cart for two, a refused card, a larger plan, its end, and the invoices", async () => {
  const cast = { administrator: aNewcomer("Ada", "Payer"), isSignedIn: true };
  const chief = await visits.practice(of, {
    ...cast,
    members: [aNewcomer("Ben", "Payee"), aNewcomer("Cleo", "Payee")],
  });
  const { page, go, members, administrator } = chief;
  const benId = await idOf(members[0]!);
  const everybody = async () => (await administrator.done("GET", "/users?search=payee")).items.length;
  await expect.poll(everybody, listed).toBe(2);

  const member = await visits.window(of, members[1]);
  for (const path of ["/billing", "/billing/invoices"]) {
    await member.go(path);
    await member.page.getByRole("heading", { name: "You cannot see this page" }).waitFor();
  }
  await lookAtState(member.page, "billing-no-access");
  await lookWhileLoading(chief, {
    ...{ path: "/billing/invoices", api: /\/api\/v1\/billing\/invoices$/, failure: "The invoices could not be loaded" },
    name: "invoices",
  });
  await page.getByText("No invoice yet.").waitFor();
  await lookAtState(page, "invoices-empty");
  await lookWhileLoading(chief, {
    ...{ path: "/billing", api: /\/api\/v1\/billing$/, failure: "The plans could not be loaded", name: "billing" },
  });
  await page.getByText("There is no card on file.").waitFor();
  await lookAtState(page, "billing-empty");

  await cardOnFile(chief, "Add a card", "4242", "4242");
  for (const name of ["Ben", "Cleo"]) {
    await choose(page, /^Person/, `${name} Payee`, name);
    if (name === "Ben") await choose(page, /^Plan/, "Paid, monthly");
    await press(page, "Add to the cart");
    await page.getByText(`${name} Payee: Paid, monthly, $29.00`).waitFor();
  }
  await lookAtState(page, "billing-cart");
  await press(page, "Pay $58.00 with VISA 4242");
  await lookAtState(page, "billing-confirm");
  await press(page, "Pay $58.00");
  await page.getByText("Bought for Ben Payee, Cleo Payee").first().waitFor();
  await page.getByText("The cart is empty.").waitFor();
  await page.getByRole("list", { name: "People you pay for" }).getByRole("link", { name: "Ben Payee" }).waitFor();
  await lookAtState(page, "billing");

  await cardOnFile(chief, "Use another card", "0341", "0341");
  await go(`/users/${benId}/plan`);
  await choose(page, /^Plan to add/, "Paid with plug-in, yearly");
  await press(page, "See the price");
  await page.getByRole("dialog").waitFor();
  await lookAtState(page, "plan-buy");
  await press(page, /^Pay \$4/);
  await page.getByText("The card was refused and nothing was bought.").first().waitFor();
  await press(page, "Cancel");
  await go("/billing");
  await cardOnFile(chief, "Use another card", "4242", "4242");
  await go(`/users/${benId}/plan`);
  await choose(page, /^Plan to add/, "Paid with plug-in, yearly");
  await press(page, "See the price");
  await press(page, /^Pay \$4/);
  await page.getByText("Ben Payee has the plan Paid with plug-in, yearly").first().waitFor();
  await page.getByText("There is nothing more to add.").waitFor();
  await press(page, "Reduce or end");
  await lookAtState(page, "plan-reduce");
  await press(page, "Change the plan");
  await page.getByText("The plan of Ben Payee changes when its paid period is over").first().waitFor();
  await page.getByText("Free", { exact: true }).first().waitFor();
  await lookAtState(page, "plan");

  await go("/billing/invoices");
  await page.getByText("$29.00, paid").first().waitFor();
  await press(page, /^Mail it to me/);
  await page
    .getByText(/is on its way to you/)
    .first()
    .waitFor();
  await lookAtState(page, "invoices");
  await expect
    .poll(() => reconciledOf(administrator, benId), { timeout: 10_000, interval: 250 })
    .toEqual(["plan.bought", "plan.bought"]);
  const complaints = [...chief.complaints, ...member.complaints].filter((text) => !/status of (403|409)/.test(text));
  expect(complaints).toEqual([]);
}, 90_000);

/** Stripe's own messages came meanwhile and told nothing new. */
async function reconciledOf(chief: Person, userId: string): Promise<string[]> {
  const { items } = await chief.done("GET", `/audit-events?subjectId=${userId}`);
  return items
    .map(({ action }: { action: string }) => action)
    .filter((action: string) => /^plan\.(bought|reconciled)$/.test(action));
}
