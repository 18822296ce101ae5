import type { billingRoutes } from "../../shared/contract/billing.ts";
import { readPayer } from "../../shared/data/seats.ts";
import type { Operation } from "../../shared/http/call.ts";
import { atProvider, payments } from "../../shared/payments/provider.ts";
import { invoiceViewOf } from "./own-invoices.ts";

/** What the caller owes and owed for all he pays for. */
export const listInvoices: Operation<typeof billingRoutes.listInvoices> = async ({ caller }) => {
  payments();
  const payer = await readPayer(caller.scope, caller.user.userId);
  const invoices = payer ? await atProvider((provider) => provider.invoices(payer.customerId)) : [];
  return { invoices: invoices.map(invoiceViewOf) };
};
