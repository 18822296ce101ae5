import type { Payments } from "../payments.ts";
import { stripeCaller } from "./caller.ts";
import { stripeCustomers } from "./customers.ts";
import type { StripeAccess } from "./http.ts";
import { stripeInvoices } from "./invoices.ts";
import { subscriptionToldOf } from "./objects.ts";
import { isSigned } from "./signature.ts";
import { stripeSubscriptions } from "./subscriptions.ts";

/** Payments by Stripe's HTTP API. @param webhookSecret what its messages are signed with */
export function stripePayments(access: StripeAccess, webhookSecret: () => Promise<string>): Payments {
  const caller = stripeCaller(access);
  return {
    ...stripeCustomers(caller),
    ...stripeSubscriptions(caller),
    ...stripeInvoices(caller),
    verified: async ({ text, signature }, now) => {
      if (!isSigned(text, signature, { secret: await webhookSecret(), now })) return undefined;
      const id = subscriptionToldOf(JSON.parse(text));
      return { about: id === undefined ? undefined : { kind: "subscription", id } };
    },
  };
}
