import * as z from "zod/mini";
import { type Offer, offers } from "../../domain/plan.ts";
import type { Card, Invoice, Price, Subscription } from "../payments.ts";

/** Under which key Stripe's account keeps the price of an offer, such as `gatehouse_paid-plug-in_yearly`. */
export const lookupKeyOf = ({ plan, period }: Offer): string => `gatehouse_${plan}_${period}`;
const offerOf = (key: string | null | undefined) => offers.find((offer) => lookupKeyOf(offer) === key);

const price = z.object({
  id: z.string(),
  lookup_key: z.nullish(z.string()),
  unit_amount: z.nullable(z.number()),
  currency: z.string(),
});
const listOf = <T extends z.ZodMiniType>(item: T) => z.object({ data: z.array(item) });

/** The prices of our offers; others of the same account are none of ours. */
export function pricesIn(json: unknown): Price[] {
  return listOf(price)
    .parse(json)
    .data.flatMap(({ id, lookup_key, unit_amount, currency }) => {
      const offer = offerOf(lookup_key);
      return offer && unit_amount !== null ? [{ ...offer, priceId: id, amount: unit_amount, currency }] : [];
    });
}

const method = z.object({ id: z.string(), card: z.object({ brand: z.string(), last4: z.string() }) });

/** The card put on file last. */
export function cardIn(json: unknown): Card | undefined {
  const [newest] = listOf(method).parse(json).data;
  return newest && { methodId: newest.id, brand: newest.card.brand, lastFour: newest.card.last4 };
}

const subscription = z.object({
  id: z.string(),
  customer: z.string(),
  status: z.string(),
  cancel_at_period_end: z.boolean(),
  metadata: z.record(z.string(), z.string()),
  items: listOf(z.object({ id: z.string(), current_period_start: z.number(), current_period_end: z.number(), price })),
  schedule: z.nullish(z.string()),
});
export type StripeSubscription = z.output<typeof subscription>;
export const subscriptionIn = (json: unknown): StripeSubscription => subscription.parse(json);

const states: Readonly<Record<string, Subscription["state"]>> = {
  active: "active",
  trialing: "active",
  past_due: "unpaid",
  unpaid: "unpaid",
  incomplete: "unpaid",
};

/** A subscription in our words. */
export function plainSubscription(from: StripeSubscription): Subscription {
  const item = from.items.data[0];
  return {
    subscriptionId: from.id,
    customerId: from.customer,
    practiceId: from.metadata["practiceId"],
    userId: from.metadata["userId"],
    payerId: from.metadata["payerId"],
    offer: offerOf(item?.price.lookup_key),
    state: states[from.status] ?? "ended",
    paidUntil: item && new Date(item.current_period_end * 1000).toISOString(),
    endsWithPeriod: from.cancel_at_period_end,
  };
}

const invoice = z.object({
  id: z.string(),
  customer: z.string(),
  number: z.nullish(z.string()),
  created: z.number(),
  status: z.nullish(z.string()),
  total: z.number(),
  currency: z.string(),
  hosted_invoice_url: z.nullish(z.string()),
});

/** An invoice in our words; undefined for a draft, which nobody owes yet. */
export function invoiceIn(json: unknown): Invoice | undefined {
  const { id, customer, number, created, status, total, currency, hosted_invoice_url } = invoice.parse(json);
  if (status === "draft") return undefined;
  return {
    invoiceId: id,
    customerId: customer,
    number: number ?? id,
    at: new Date(created * 1000).toISOString(),
    state: status === "paid" || status === "open" ? status : "void",
    amount: total,
    currency,
    page: hosted_invoice_url ?? undefined,
  };
}
export const invoicesIn = (json: unknown): Invoice[] =>
  listOf(z.unknown())
    .parse(json)
    .data.map(invoiceIn)
    .filter((each) => each !== undefined);

const event = z.object({
  type: z.string(),
  data: z.object({
    object: z.object({
      id: z.string(),
      object: z.string(),
      parent: z.nullish(
        z.object({ subscription_details: z.nullish(z.object({ subscription: z.nullish(z.string()) })) }),
      ),
    }),
  }),
});

/** Of which subscription a message tells: its own, or its invoice's. */
export function subscriptionToldOf(json: unknown): string | undefined {
  const { id, object, parent } = event.parse(json).data.object;
  if (object === "subscription") return id;
  return object === "invoice" ? (parent?.subscription_details?.subscription ?? undefined) : undefined;
}

const identified = z.object({ id: z.string() });
export const idIn = (json: unknown): string => identified.parse(json).id;
const page = z.object({ url: z.string() });
export const urlIn = (json: unknown): string => page.parse(json).url;
const preview = z.object({ amount_due: z.number(), currency: z.string() });
export const dueIn = (json: unknown) => preview.parse(json);
const phases = z.object({
  id: z.string(),
  phases: z.array(
    z.object({ start_date: z.number(), end_date: z.number(), items: z.array(z.object({ price: z.string() })) }),
  ),
});
export const scheduleIn = (json: unknown) => phases.parse(json);
