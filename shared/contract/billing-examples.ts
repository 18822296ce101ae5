import type * as z from "zod/mini";
import type { InvoiceView, PlanView } from "./billing.ts";
import { ben } from "./example-people.ts";

const seat: z.input<typeof PlanView> = {
  userId: ben.userId,
  offer: { plan: "paid", period: "monthly" },
  state: "active",
  isBuying: false,
  paidUntil: "2026-12-21T15:00:00.000Z",
  isPaidByYou: true,
  upgrades: [
    { plan: "paid", period: "yearly" },
    { plan: "paid-plug-in", period: "monthly" },
    { plan: "paid-plug-in", period: "yearly" },
  ],
};
const price = { plan: "paid", period: "monthly", amount: 2900, currency: "usd" } as const;
const invoice: z.input<typeof InvoiceView> = {
  invoiceId: "in_1QxYzAbCdEfGhIjK",
  number: "GH-0001",
  at: "2026-11-21T15:00:00.000Z",
  state: "paid",
  amount: 2900,
  currency: "usd",
  page: "https://invoice.stripe.com/i/acct_example/GH-0001",
};

/** Examples of the routes of plans and invoices. */
export const billingExamples = {
  getBilling: {
    reply: {
      card: { brand: "visa", lastFour: "4242" },
      isCovered: false,
      prices: [price],
      seats: [{ ...seat, name: "Ben Sato" }],
    },
  },
  addCard: { body: {}, reply: { page: "https://checkout.stripe.com/c/pay/cs_example" } },
  getPlan: { reply: seat },
  quotePlan: { body: { plan: price.plan, period: price.period }, reply: price },
  buyPlan: { body: price, reply: seat },
  reducePlan: { body: { next: "free" as const }, reply: { ...seat, next: "free" as const } },
  listInvoices: { reply: { invoices: [invoice] } },
  payInvoice: { body: {}, reply: invoice },
  mailInvoice: { body: {} },
};
