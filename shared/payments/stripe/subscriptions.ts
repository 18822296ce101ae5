import { type Payments, PaymentsDown, type UpgradeOrder } from "../payments.ts";
import type { Form, StripeCaller } from "./caller.ts";
import { dueIn, plainSubscription, type StripeSubscription, scheduleIn, subscriptionIn } from "./objects.ts";

type Subscriptions = Pick<Payments, "subscribe" | "subscription" | "upgradeCost" | "upgrade" | "changeAtPeriodEnd">;

/** One subscription for each user's plan. */
export function stripeSubscriptions({ get, post }: StripeCaller): Subscriptions {
  const read = async (id: string): Promise<StripeSubscription | undefined> => {
    const json = await get(`/v1/subscriptions/${encodeURIComponent(id)}`);
    return json === undefined ? undefined : subscriptionIn(json);
  };
  const present = async (id: string) => {
    const found = await read(id);
    const item = found?.items.data[0];
    if (!found || !item) throw new PaymentsDown("the subscription is not there, or has no item");
    return { found, item, schedule: found.schedule ?? undefined };
  };
  return {
    subscribe: async (order, once) =>
      plainSubscription(
        subscriptionIn(
          await post(
            "/v1/subscriptions",
            {
              customer: order.customerId,
              default_payment_method: order.methodId,
              "items[0][price]": order.priceId,
              payment_behavior: "error_if_incomplete",
              off_session: "true",
              "metadata[practiceId]": order.practiceId,
              "metadata[userId]": order.userId,
              "metadata[payerId]": order.payerId,
            },
            once,
          ),
        ),
      ),
    subscription: async (id) => {
      const found = await read(id);
      return found && plainSubscription(found);
    },
    upgradeCost: async (change) => {
      const { item } = await present(change.subscriptionId);
      // A preview changes nothing; Stripe has it as a POST.
      const at = prorateAt(change, item);
      const once = `preview.${change.subscriptionId}.${item.price.id}.${change.priceId}.${at}`;
      const form = previewForm({ ...change, prorateAt: at }, item.id);
      const { amount_due, currency } = dueIn(await post("/v1/invoices/create_preview", form, once));
      return { amount: amount_due, currency };
    },
    upgrade: async (change, once) => {
      const { found, item, schedule } = await present(change.subscriptionId);
      // It was made, and its answer was lost: asking again for it would be another request under the same key.
      if (item.price.id === change.priceId) return plainSubscription(found);
      // What was to follow the paid period is over with it, or Stripe would bring it back.
      if (schedule)
        await post(`/v1/subscription_schedules/${encodeURIComponent(schedule)}/release`, {}, `${once}.release`);
      const form = {
        "items[0][id]": item.id,
        "items[0][price]": change.priceId,
        default_payment_method: change.methodId,
        proration_behavior: "always_invoice",
        proration_date: String(prorateAt(change, item)),
        payment_behavior: "error_if_incomplete",
        cancel_at_period_end: "false",
      };
      return plainSubscription(
        subscriptionIn(await post(`/v1/subscriptions/${encodeURIComponent(change.subscriptionId)}`, form, once)),
      );
    },
    changeAtPeriodEnd: async (id, priceId, once) => {
      const { schedule } = await present(id);
      if (priceId !== undefined) return planPhases({ get, post }, { id, schedule, priceId, once });
      if (schedule)
        await post(`/v1/subscription_schedules/${encodeURIComponent(schedule)}/release`, {}, `${once}.release`);
      await post(`/v1/subscriptions/${encodeURIComponent(id)}`, { cancel_at_period_end: "true" }, once);
    },
  };
}

/** Stripe takes no moment outside the period that is paid. */
const prorateAt = (change: UpgradeOrder, item: { readonly current_period_start: number }): number =>
  Math.max(change.prorateAt, item.current_period_start);

interface Phasing {
  readonly id: string;
  /** What was planned before, which is then planned anew. */
  readonly schedule: string | undefined;
  readonly priceId: string;
  readonly once: string;
}

/** What is paid stays until its end; then the other price. Source: Stripe, Subscription schedules, from_subscription. */
async function planPhases(
  { get, post }: StripeCaller,
  { id, schedule: planned, priceId, once }: Phasing,
): Promise<void> {
  const begun = planned
    ? await get(`/v1/subscription_schedules/${encodeURIComponent(planned)}`)
    : await post("/v1/subscription_schedules", { from_subscription: id }, `${once}.schedule`);
  const { id: schedule, phases } = scheduleIn(begun);
  const paid = phases[0];
  const form = {
    end_behavior: "release",
    "phases[0][items][0][price]": paid?.items[0]?.price,
    "phases[0][start_date]": paid && String(paid.start_date),
    "phases[0][end_date]": paid && String(paid.end_date),
    "phases[1][items][0][price]": priceId,
    "phases[1][proration_behavior]": "none",
  };
  await post(`/v1/subscription_schedules/${encodeURIComponent(schedule)}`, form, `${once}.phases`);
}

function previewForm({ subscriptionId, priceId, prorateAt }: UpgradeOrder, item: string): Form {
  return {
    subscription: subscriptionId,
    "subscription_details[items][0][id]": item,
    "subscription_details[items][0][price]": priceId,
    "subscription_details[proration_behavior]": "always_invoice",
    "subscription_details[proration_date]": String(prorateAt),
  };
}
