import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import {
  aColleague,
  anOwner,
  apiKey,
  asPatient,
  buy,
  deliver,
  seatOf,
  signedIn,
  startMoney,
  webhookSecret,
  withCard,
} from "../kit/billing-house.ts";
import { aKey, type Visitor } from "../kit/in-process.ts";
import { eventsOf, lettersOf } from "../kit/rows.ts";

vi.mock("node:timers/promises", async (original) =>
  (await import("../kit/no-floor.ts")).withoutFloor(await original()),
);
const money = await startMoney();
const printed: string[] = [];
const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
  printed.push(String(text));
  return true;
});
let owner: Visitor;
let practiceId = "";
let ownerId = "";
let customer = "";

beforeAll(async () => {
  ({ owner, practiceId, userId: ownerId } = await anOwner());
  customer = await withCard(money, owner);
});
beforeEach(() => money.decide());
afterAll(async () => {
  spy.mockRestore();
  await money.close();
});

const monthly = { plan: "paid", period: "monthly" };
const subscriptions = (userId: string) =>
  money.stripe.state
    .all("subscription")
    .filter((each) => (each["metadata"] as Record<string, string>)["userId"] === userId);
const told = async (userId: string) =>
  (await eventsOf(practiceId, userId)).map(({ action }) => action).filter((action) => /^plan/.test(String(action)));

test("a plan is bought for another, is there at once, and can be added to until there is nothing more (attack 65)", async () => {
  const { userId } = await aColleague(owner);
  expect(await owner.done("getPlan", { path: { userId } })).toMatchObject({ state: "none", upgrades: { length: 4 } });
  expect(await buy(owner, userId, monthly)).toMatchObject({ status: 200, json: { state: "active", offer: monthly } });
  const largest = { plan: "paid-plug-in", period: "yearly" };
  const quote = await owner.done("quotePlan", { path: { userId }, body: largest });
  expect(quote.amount).toBeLessThan(49_000);
  expect(quote.amount).toBeGreaterThan(49_000 - 2900 - 1);
  expect((await owner.call("buyPlan", { path: { userId }, body: quote, headers: aKey() })).json).toMatchObject({
    offer: largest,
    upgrades: [],
  });
  expect((await owner.call("quotePlan", { path: { userId }, body: monthly })).json.code).toBe("plan.nothing-to-add");
  expect(subscriptions(userId)).toHaveLength(1);
  expect(await told(userId)).toEqual(["plan.purchase-begun", "plan.bought", "plan.purchase-begun", "plan.bought"]);
});

test("twenty clicks at once are one purchase, with one key and with twenty (attack 65)", async () => {
  for (const headers of [() => same, aKey]) {
    const { userId } = await aColleague(owner);
    const quote = await owner.done("quotePlan", { path: { userId }, body: monthly });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => owner.call("buyPlan", { path: { userId }, body: quote, headers: headers() })),
    );
    // Where each of them met another, it takes one more.
    while (!answers.some(({ status }) => status === 200) && answers.length < 25)
      answers.push(await owner.call("buyPlan", { path: { userId }, body: quote, headers: headers() }));
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    expect(answers.filter(({ status }) => ![200, 409, 412, 503].includes(status))).toEqual([]);
    expect(subscriptions(userId)).toHaveLength(1);
    expect((await told(userId)).filter((action) => action === "plan.bought")).toHaveLength(1);
    expect(await seatOf(practiceId, userId)).toMatchObject({ state: "active", offer: monthly });
  }
});
const same = aKey();

test("a price that changed between the dialog and the click is refused with the new one (attack 65)", async () => {
  const { userId } = await aColleague(owner);
  const quote = await owner.done("quotePlan", { path: { userId }, body: monthly });
  const price = money.stripe.state.all("price").find((each) => each["lookup_key"] === "gatehouse_paid_monthly")!;
  price["unit_amount"] = 3100;
  const refused = await owner.call("buyPlan", { path: { userId }, body: quote, headers: aKey() });
  price["unit_amount"] = 2900;
  expect(refused).toMatchObject({ status: 409, json: { code: "plan.price-changed" } });
  expect(JSON.stringify(refused.json)).toContain("31.00 USD");
  expect(await seatOf(practiceId, userId)).toBeUndefined();
  expect(subscriptions(userId)).toEqual([]);
});

test("from yearly to monthly waits for the end of what is paid (attack 65)", async () => {
  const { userId } = await aColleague(owner);
  const yearly = { plan: "paid", period: "yearly" };
  await buy(owner, userId, yearly);
  const reduced = await owner.done("reducePlan", { path: { userId }, body: { next: monthly }, headers: aKey() });
  expect(reduced).toMatchObject({ offer: yearly, next: monthly, state: "active" });
  const [schedule] = money.stripe.state.all("subscription_schedule").slice(-1);
  expect(schedule?.["phases"]).toHaveLength(2);
  expect(
    (await owner.call("reducePlan", { path: { userId }, body: { next: yearly }, headers: aKey() })).json.code,
  ).toBe("plan.nothing-to-reduce");
});

test("nothing is bought for a patient, for oneself, for another practice's user, or without a card", async () => {
  const patient = await aColleague(owner);
  await asPatient(practiceId, patient.userId);
  const other = await anOwner("Eve");
  const codeOf = async (who: Visitor, userId: string) =>
    (await who.call("quotePlan", { path: { userId }, body: monthly })).json.code;
  expect(await codeOf(owner, patient.userId)).toBe("plan.for-patients");
  expect(await codeOf(owner, ownerId)).toBe("user.own-account");
  expect(await codeOf(owner, other.userId)).toBe("user.not-found");
  const colleague = await aColleague(other.owner);
  expect(await codeOf(other.owner, colleague.userId)).toBe("plan.no-card");
});

test("who is paid for by another pays for nobody", async () => {
  const manager = await aColleague(owner, { roles: ["user-manager"] });
  const third = await aColleague(owner);
  await buy(owner, manager.userId, monthly);
  const visitor = await signedIn(manager.who);
  expect((await visitor.call("quotePlan", { path: { userId: third.userId }, body: monthly })).json.code).toBe(
    "plan.payer-is-covered",
  );
  expect((await visitor.call("addCard", { body: {}, headers: aKey() })).json.code).toBe("plan.payer-is-covered");
});

test("a card that is refused buys nothing, and the next try is a new one", async () => {
  const { userId } = await aColleague(owner);
  money.stripe.state.declines = 1;
  expect((await buy(owner, userId, monthly)).json.code).toBe("plan.card-refused");
  expect(await owner.done("getPlan", { path: { userId } })).toMatchObject({ state: "none", isBuying: false });
  expect((await buy(owner, userId, monthly)).status).toBe(200);
});

test("messages delivered thrice and in any order have one effect; forged, old and foreign ones none (attack 65)", async () => {
  const { userId } = await aColleague(owner);
  await buy(owner, userId, monthly);
  const [subscription] = subscriptions(userId);
  subscription!["status"] = "past_due";
  money.stripe.state.tell("customer.subscription.updated", subscription!);
  subscription!["status"] = "active";
  money.stripe.state.tell("customer.subscription.updated", subscription!);
  subscription!["status"] = "past_due";
  money.stripe.state.tell("customer.subscription.updated", subscription!);
  const events = money.stripe.state.events.filter(({ data }) => data.object.id === subscription!.id);
  expect(events.length).toBeGreaterThanOrEqual(4);
  const before = await seatOf(practiceId, userId);
  expect(
    await deliver(money, events[0]!, { signature: `t=${Math.floor(Date.now() / 1000)},v1=${"0".repeat(64)}` }),
  ).toBe(400);
  expect(await deliver(money, events[0]!, { signature: "" })).toBe(400);
  expect(await deliver(money, events[0]!, { at: new Date(Date.now() - 600_000) })).toBe(400);
  expect(await seatOf(practiceId, userId)).toEqual(before);
  for (const event of [...events, ...events.toReversed(), ...events]) expect(await deliver(money, event)).toBe(204);
  expect(await seatOf(practiceId, userId)).toMatchObject({ state: "unpaid" });
  expect((await told(userId)).filter((action) => action === "plan.reconciled")).toHaveLength(1);
});

test("invoices are their payer's: listed, mailed to himself, an open one paid; another's are not there (attack 65)", async () => {
  const { userId } = await aColleague(owner);
  await buy(owner, userId, monthly);
  const { invoices } = await owner.done("listInvoices");
  expect(invoices[0]).toMatchObject({ amount: 2900, state: "paid" });
  const open = money.stripe.state.make("in", "invoice", {
    customer,
    number: "GH-9999",
    status: "open",
    total: 1200,
    currency: "usd",
  });
  expect(
    (await owner.call("payInvoice", { path: { invoiceId: open.id }, body: {}, headers: aKey() })).json,
  ).toMatchObject({ state: "paid" });
  expect((await owner.call("payInvoice", { path: { invoiceId: open.id }, body: {}, headers: aKey() })).json.code).toBe(
    "invoice.not-open",
  );
  expect((await owner.call("mailInvoice", { path: { invoiceId: open.id }, body: {}, headers: aKey() })).status).toBe(
    204,
  );
  expect(await lettersOf(practiceId, ownerId)).toContain("invoice-copy");
  const other = await anOwner("Eve");
  await withCard(money, other.owner);
  for (const route of ["payInvoice", "mailInvoice"])
    expect((await other.owner.call(route, { path: { invoiceId: open.id }, body: {}, headers: aKey() })).json.code).toBe(
      "invoice.not-found",
    );
});

test("where the installation takes no payments every route says so, and neither key nor secret is ever printed", async () => {
  process.env["PAYMENTS"] = "none";
  const path = { userId: ownerId, invoiceId: "in_1" };
  const calls = ["getBilling", "getPlan", "listInvoices", "quotePlan", "addCard"];
  for (const name of calls) {
    const body = name === "quotePlan" ? monthly : {};
    expect(await owner.call(name, { path, body, headers: aKey() })).toMatchObject({
      status: 404,
      json: { code: "payments.off" },
    });
  }
  process.env["PAYMENTS"] = "stripe";
  expect(printed.join("")).not.toContain(apiKey);
  expect(printed.join("")).not.toContain(webhookSecret);
});
