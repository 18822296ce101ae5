import type { billingRoutes } from "../../shared/contract/billing.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { ownInvoice } from "./own-invoices.ts";

const states = { paid: "Paid", open: "Open", void: "Void" } as const;

/** Mails an invoice to its payer: what it says, and where it lies. */
export const mailInvoice: Operation<typeof billingRoutes.mailInvoice> = async (call) => {
  const { caller, path } = call;
  const { user, practice } = caller;
  const { number, amount, currency, at, state } = await ownInvoice(caller, path.invoiceId);
  await call.commit({
    changes: [],
    deeds: [{ action: "invoice.mailed", subjectId: user.userId, subjectName: fullNameOf(user), reason: number }],
    mails: [
      {
        letter: "invoice-copy",
        to: user.email,
        subjectId: user.userId,
        subjectName: fullNameOf(user),
        params: {
          practiceName: practice.name,
          firstName: user.firstName,
          number,
          amount: `${(amount / 100).toFixed(2)} ${currency.toUpperCase()}`,
          at: inZone(new Date(at), practice.timeZone),
          state: states[state],
        },
        secret: { kind: "page-link", page: "billing/invoices" },
      },
    ],
  });
};
