import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { aColleague, anOwner, buy, deliver, seatOf, startMoney, withCard } from "../kit/billing-house.ts";
import { crashEverywhere } from "../kit/crash-run.ts";
import { aKey, type Visitor } from "../kit/in-process.ts";
import { eventsOf } from "../kit/rows.ts";

vi.mock("node:timers/promises", async (original) =>
  (await import("../kit/no-floor.ts")).withoutFloor(await original()),
);
const money = await startMoney();
const quiet = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
const offer = { plan: "paid", period: "monthly", amount: 2900, currency: "usd" };
let owner: Visitor;
let practiceId = "";

beforeAll(async () => {
  ({ owner, practiceId } = await anOwner());
  await withCard(money, owner);
  // The provider's secret is read now, so that it is no call of what is crashed.
  await buy(owner, (await aColleague(owner)).userId, { plan: "paid", period: "monthly" });
});
afterAll(async () => {
  quiet.mockRestore();
  await money.close();
});

const subscriptionsOf = (userId: string) =>
  money.stripe.state
    .all("subscription")
    .filter((each) => (each["metadata"] as Record<string, string>)["userId"] === userId);
const stateOf = async (userId: string) => {
  const { state, offer: has, pending }: Partial<Record<string, unknown>> = (await seatOf(practiceId, userId)) ?? {};
  const bought = (await eventsOf(practiceId, userId)).filter(({ action }) => action === "plan.bought");
  return { state, has, pending, bought: bought.length, subscriptions: subscriptionsOf(userId).length };
};

test("a purchase crashed at any call to the store or to Stripe is one purchase when it is asked again", async () => {
  const { crashes } = await crashEverywhere(money.proxy, {
    arrange: async () => ({ userId: (await aColleague(owner)).userId, headers: aKey() }),
    act: async ({ userId, headers }) =>
      (await owner.call("buyPlan", { path: { userId }, body: offer, headers })).status,
    retry: async ({ userId, headers }) =>
      expect((await owner.call("buyPlan", { path: { userId }, body: offer, headers })).status).toBeLessThan(410),
    state: async ({ userId }) => stateOf(userId),
  });
  expect(crashes).toBeGreaterThanOrEqual(16);
});

test("a purchase that Stripe made and a crash kept from us is there when Stripe's message comes", async () => {
  const { userId } = await aColleague(owner);
  money.decide(({ service, operation }) =>
    subscriptionsOf(userId).length > 0 && service === "dynamodb" && operation === "TransactWriteItems"
      ? "lose-call"
      : "pass",
  );
  expect(
    (await owner.call("buyPlan", { path: { userId }, body: offer, headers: aKey() })).status,
  ).toBeGreaterThanOrEqual(500);
  money.decide();
  expect(await stateOf(userId)).toMatchObject({ state: "none", subscriptions: 1 });
  const [event] = money.stripe.state.events.filter(({ data }) => data.object.id === subscriptionsOf(userId)[0]?.id);
  for (let time = 0; time < 3; time++) expect(await deliver(money, event!)).toBe(204);
  expect(await stateOf(userId)).toMatchObject({ state: "active", pending: undefined, subscriptions: 1 });
});
