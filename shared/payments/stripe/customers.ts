import { offers } from "../../domain/plan.ts";
import type { Payments } from "../payments.ts";
import { type StripeCaller, there } from "./caller.ts";
import { cardIn, idIn, lookupKeyOf, pricesIn, urlIn } from "./objects.ts";

/** Who pays, with which card, and what there is to buy. */
export function stripeCustomers({
  get,
  post,
}: StripeCaller): Pick<Payments, "prices" | "createCustomer" | "cardPage" | "card"> {
  return {
    prices: async () => {
      const keys = offers.map((offer, at) => [`lookup_keys[${at}]`, lookupKeyOf(offer)]);
      return pricesIn(await get("/v1/prices", { active: "true", ...Object.fromEntries(keys) }));
    },
    createCustomer: async ({ practiceId, userId, name, email }, once) =>
      idIn(
        await post(
          "/v1/customers",
          { name, email, "metadata[practiceId]": practiceId, "metadata[userId]": userId },
          once,
        ),
      ),
    cardPage: async (customer, back, once) =>
      urlIn(
        await post(
          "/v1/checkout/sessions",
          { mode: "setup", currency: "usd", customer, success_url: back, cancel_url: back },
          once,
        ),
      ),
    card: async (customerId) =>
      cardIn(
        there(
          await get(`/v1/customers/${encodeURIComponent(customerId)}/payment_methods`, { type: "card", limit: "1" }),
        ),
      ),
  };
}
