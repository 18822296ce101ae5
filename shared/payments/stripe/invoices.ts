import { type Payments, PaymentsDown } from "../payments.ts";
import { type StripeCaller, there } from "./caller.ts";
import { invoiceIn, invoicesIn } from "./objects.ts";

/** What a payer owes and owed. */
export function stripeInvoices({ get, post }: StripeCaller): Pick<Payments, "invoices" | "invoice" | "payInvoice"> {
  return {
    invoices: async (customer) => invoicesIn(there(await get("/v1/invoices", { customer, limit: "100" }))),
    invoice: async (id) => {
      const json = await get(`/v1/invoices/${encodeURIComponent(id)}`);
      return json === undefined ? undefined : invoiceIn(json);
    },
    payInvoice: async (id, methodId, once) => {
      const paid = invoiceIn(
        await post(`/v1/invoices/${encodeURIComponent(id)}/pay`, { payment_method: methodId }, once),
      );
      if (!paid) throw new PaymentsDown("a paid invoice is a draft");
      return paid;
    },
  };
}
