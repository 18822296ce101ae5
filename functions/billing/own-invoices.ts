import { readPayer } from "../../shared/data/seats.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Caller } from "../../shared/http/callers.ts";
import type { Invoice } from "../../shared/payments/payments.ts";
import { atProvider } from "../../shared/payments/provider.ts";

/** An invoice of the caller. What is another payer's or practice's is not there. @throws Refusal `invoice.not-found` */
export async function ownInvoice({ scope, user }: Caller, invoiceId: string): Promise<Invoice> {
  const payer = await readPayer(scope, user.userId);
  const invoice = await atProvider((provider) => provider.invoice(invoiceId));
  if (!payer || invoice?.customerId !== payer.customerId) throw new Refusal("invoice.not-found");
  return invoice;
}

/** An invoice as its payer sees it. */
export function invoiceViewOf({ customerId: _customer, ...shown }: Invoice) {
  return shown;
}
