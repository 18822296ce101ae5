import type { billingRoutes } from "../../shared/contract/billing.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { atProvider } from "../../shared/payments/provider.ts";
import { invoiceViewOf, ownInvoice } from "./own-invoices.ts";

/** Pays an open invoice with the card on file; the provider takes the money for an invoice once. */
export const payInvoice: Operation<typeof billingRoutes.payInvoice> = async (call) => {
  const { caller, path } = call;
  const before = await ownInvoice(caller, path.invoiceId);
  if (before.state !== "open") throw new Refusal("invoice.not-open");
  const card = await atProvider((provider) => provider.card(before.customerId));
  if (!card) throw new Refusal("plan.no-card");
  const about = { subjectId: caller.user.userId, reason: `${before.number}: ${before.amount} ${before.currency}` };
  await call.commit({ changes: [], deeds: [{ ...about, action: "invoice.payment-begun" }] });
  const once = `pay.${before.invoiceId}.${card.methodId}.${call.origin.requestId ?? call.now.getTime()}`;
  const paid = await atProvider((provider) => provider.payInvoice(before.invoiceId, card.methodId, once));
  const reply = invoiceViewOf(paid);
  await call.commit({ changes: [], deeds: [{ ...about, action: "invoice.paid" }] }, reply);
  return reply;
};
