import * as z from "zod/mini";
import { paidPlanNames, periodNames } from "../domain/plan.ts";
import type { RouteTable } from "./route.ts";

const offer = { plan: z.enum(paidPlanNames), period: z.enum(periodNames) };
/** Smallest units of a currency, as ISO 4217 has it, in lower case. */
const money = { amount: z.number().check(z.int()), currency: z.string().check(z.regex(/^[a-z]{3}$/)) };
const Offer = z.strictObject(offer);

/** A user's plan; without one he has the free plan. */
export const PlanView = z.object({
  userId: z.string(),
  offer: z.optional(Offer),
  state: z.enum(["none", "active", "unpaid", "ended"]),
  isBuying: z.boolean(),
  next: z.optional(z.union([Offer, z.literal("free")])),
  paidUntil: z.optional(z.iso.datetime()),
  isPaidByYou: z.boolean(),
  /** What may still be bought; empty: nothing more to add. */
  upgrades: z.array(Offer),
});
/** The caller as a payer: his card, the prices, and the plans he pays for. */
export const BillingView = z.object({
  card: z.optional(z.object({ brand: z.string(), lastFour: z.string() })),
  /** Somebody else pays for the caller, who then cannot pay for others. */
  isCovered: z.boolean(),
  prices: z.array(z.object({ ...offer, ...money })),
  seats: z.array(z.extend(PlanView, { name: z.string() })),
});
export const Quote = z.object({ ...offer, ...money });
const Confirmed = z.strictObject({ ...offer, ...money });
export const InvoiceView = z.object({
  invoiceId: z.string(),
  number: z.string(),
  at: z.iso.datetime(),
  state: z.enum(["paid", "open", "void"]),
  ...money,
  page: z.optional(z.string()),
});

const provider = ["payments.off", "payments.down"] as const;
const payer = ["plan.no-card", "plan.payer-is-covered", "plan.paid-by-another", "plan.for-patients"] as const;
const aUser = ["user.not-found", "user.own-account"] as const;

/** What is bought, by whom it is paid, and what is owed. Source: PRODUCT.md U17. */
export const billingRoutes = {
  getBilling: {
    method: "GET",
    path: "/billing",
    access: "plans:buy",
    summary: "Read the card on file, the prices and the plans the caller pays for",
    reply: BillingView,
    refusals: provider,
  },
  addCard: {
    method: "POST",
    path: "/billing/card",
    access: "plans:buy",
    summary: "Get the payment provider's page on which a card is put on file",
    body: z.strictObject({}),
    reply: z.object({ page: z.string() }),
    audit: ["billing.card-asked"],
    refusals: [...provider, "plan.payer-is-covered", "request.changed-meanwhile"],
    idempotent: true,
    stepUp: true,
  },
  getPlan: {
    method: "GET",
    path: "/users/{userId}/plan",
    access: "plans:buy",
    summary: "Read a user's plan and what may still be added",
    reply: PlanView,
    refusals: ["payments.off", "user.not-found"],
  },
  quotePlan: {
    method: "POST",
    path: "/users/{userId}/plan-quotes",
    access: "plans:buy",
    summary: "Read the exact amount of a purchase before it is confirmed; nothing is bought",
    body: Offer,
    reply: Quote,
    refusals: [...provider, ...payer, ...aUser, "plan.nothing-to-add", "plan.busy"],
  },
  buyPlan: {
    method: "POST",
    path: "/users/{userId}/plan",
    access: "plans:buy",
    summary: "Buy a plan for another user, for the amount that was confirmed",
    body: Confirmed,
    reply: PlanView,
    audit: ["plan.purchase-begun", "plan.bought", "plan.purchase-refused"],
    refusals: [
      ...provider,
      ...payer,
      ...aUser,
      "plan.nothing-to-add",
      "plan.busy",
      "plan.price-changed",
      "plan.card-refused",
      "request.changed-meanwhile",
    ],
    idempotent: true,
    stepUp: true,
  },
  reducePlan: {
    method: "POST",
    path: "/users/{userId}/plan-reductions",
    access: "plans:buy",
    summary: "Set what follows when the paid period is over: a smaller plan or the free one",
    body: z.strictObject({ next: z.union([Offer, z.literal("free")]) }),
    reply: PlanView,
    audit: ["plan.reduced"],
    refusals: [...provider, ...payer, ...aUser, "plan.nothing-to-reduce", "plan.busy", "request.changed-meanwhile"],
    idempotent: true,
    stepUp: true,
  },
  listInvoices: {
    method: "GET",
    path: "/billing/invoices",
    access: "plans:buy",
    summary: "List the caller's invoices, newest first",
    reply: z.object({ invoices: z.array(InvoiceView) }),
    refusals: provider,
  },
  payInvoice: {
    method: "POST",
    path: "/billing/invoices/{invoiceId}/payments",
    access: "plans:buy",
    summary: "Pay an open invoice of the caller with the card on file",
    body: z.strictObject({}),
    reply: InvoiceView,
    audit: ["invoice.payment-begun", "invoice.paid"],
    refusals: [...provider, "invoice.not-found", "invoice.not-open", "plan.no-card", "plan.card-refused"],
    idempotent: true,
    stepUp: true,
  },
  mailInvoice: {
    method: "POST",
    path: "/billing/invoices/{invoiceId}/mails",
    access: "plans:buy",
    summary: "Mail an own invoice to the caller",
    body: z.strictObject({}),
    reply: z.undefined(),
    status: 204,
    audit: ["invoice.mailed"],
    refusals: [...provider, "invoice.not-found"],
    idempotent: true,
  },
} as const satisfies RouteTable;
