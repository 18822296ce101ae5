import type { billingRoutes } from "../../shared/contract/billing.ts";
import { newId } from "../../shared/data/ids.ts";
import { seatAsTold } from "../../shared/data/reconcile-seat.ts";
import { readSeat, seatChange } from "../../shared/data/seats.ts";
import { offerOf, type Pending, type Seat } from "../../shared/domain/plan.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import type { Payments, Subscription } from "../../shared/payments/payments.ts";
import { atProvider } from "../../shared/payments/provider.ts";
import { planViewOf } from "./plan-view.ts";
import { begun, type Purchase, purchaseOf } from "./purchase.ts";

type BuyCall = Parameters<typeof buyPlan>[0];

/**
 * Buys a plan for another user. What is about to be bought is written first; whoever repeats it, with this key or another,
 * goes on with that same purchase, and the provider takes the money once for it. Source: PRODUCT.md U17; SECURITY 65.
 */
export const buyPlan: Operation<typeof billingRoutes.buyPlan> = async (call) => {
  const { caller, path, body, now } = call;
  const offer = { plan: body.plan, period: body.period };
  const purchase = await purchaseOf(caller, path.userId, { offer, now });
  const { cost } = purchase;
  if (cost.amount !== body.amount || cost.currency !== body.currency)
    throw new Refusal("plan.price-changed", {
      more: `It is ${(cost.amount / 100).toFixed(2)} ${cost.currency.toUpperCase()} now.`,
    });
  const seat = purchase.seat?.pending ? purchase.seat : await begin(call, purchase);
  const pending = seat.pending;
  if (!pending) throw new Refusal("request.changed-meanwhile");
  const subscription = await pay(call, purchase, { seat, pending });
  return finish(call, purchase, { seat, subscription });
};

async function begin(call: BuyCall, purchase: Purchase): Promise<Seat> {
  const { caller, body, now } = call;
  const { plan, period, amount, currency } = body;
  const pending: Pending = {
    ...{ plan, period, amount, currency },
    prorateAt: purchase.prorateAt,
    purchaseId: newId("pur", now),
    methodId: purchase.card.methodId,
  };
  const after = begun(caller, purchase, pending);
  await call.commit({
    changes: [seatChange(caller.scope, purchase.seat, after)],
    deeds: [{ ...about(purchase), action: "plan.purchase-begun", reason: `${plan}, ${period}, ${amount} ${currency}` }],
  });
  return { ...after, version: (purchase.seat?.version ?? 0) + 1 };
}

interface Begun {
  readonly seat: Seat;
  readonly pending: Pending;
}

/** Takes the money. A card that is refused ends the purchase: the next try is a new one. */
async function pay(call: BuyCall, purchase: Purchase, { seat, pending }: Begun): Promise<Subscription> {
  try {
    return await atProvider((provider) => order(provider, purchase, { seat, pending }));
  } catch (error) {
    if (error instanceof Refusal && error.code === "plan.card-refused") {
      const { pending: _over, ...rest } = seat;
      await call.commit({
        changes: [seatChange(call.caller.scope, seat, rest)],
        deeds: [{ ...about(purchase), action: "plan.purchase-refused", outcome: "refused" }],
      });
    }
    throw error;
  }
}

function order(
  provider: Payments,
  { user, price, ...purchase }: Purchase,
  { seat, pending }: Begun,
): Promise<Subscription> {
  const { priceId } = price;
  if (offerOf(seat) && seat.subscriptionId)
    return provider.upgrade(
      { subscriptionId: seat.subscriptionId, priceId, prorateAt: pending.prorateAt, methodId: pending.methodId },
      pending.purchaseId,
    );
  return provider.subscribe(
    {
      customerId: purchase.customerId,
      methodId: pending.methodId,
      priceId,
      practiceId: user.practiceId,
      userId: user.userId,
      payerId: seat.payerId,
    },
    pending.purchaseId,
  );
}

/** Gives what was paid for, unless the provider's message or a twin already has. */
async function finish(call: BuyCall, purchase: Purchase, done: { seat: Seat; subscription: Subscription }) {
  const { caller, body } = call;
  const { userId } = purchase.user;
  const after = seatAsTold(done.seat, done.subscription);
  const reply = planViewOf(userId, after, caller.user.userId);
  const deed = {
    ...about(purchase),
    action: "plan.bought" as const,
    reason: `${body.plan}, ${body.period}, ${body.amount} ${body.currency}`,
  };
  try {
    await call.commit({ changes: [seatChange(caller.scope, done.seat, after)], deeds: [deed] }, reply);
    return reply;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "request.changed-meanwhile") throw error;
    const meanwhile = await readSeat(caller.scope, userId);
    if (meanwhile?.pending || meanwhile?.subscriptionId !== done.subscription.subscriptionId) throw error;
    return planViewOf(userId, meanwhile, caller.user.userId);
  }
}

const about = ({ user }: Purchase) => ({ subjectId: user.userId, subjectName: fullNameOf(user) });
