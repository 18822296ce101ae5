import { PaymentsDown } from "../payments.ts";
import { askStripe, type StripeAccess } from "./http.ts";

/** Fields of a request; those without a value are not sent. */
export type Form = Readonly<Record<string, string | undefined>>;

/** The two kinds of requests to Stripe. */
export interface StripeCaller {
  /** @returns undefined for what is not there */
  get(path: string, form?: Form): Promise<unknown>;
  /** @throws PaymentsDown for what is not there */
  post(path: string, form: Form, once: string): Promise<unknown>;
}

/** Calls Stripe with this access. */
export function stripeCaller(access: StripeAccess): StripeCaller {
  return {
    get: (path, form) => askStripe(access, { method: "GET", path, ...(form && { form }) }),
    post: async (path, form, once) => there(await askStripe(access, { method: "POST", path, form, once })),
  };
}

/** @throws PaymentsDown for what must be there and is not */
export function there(json: unknown): unknown {
  if (json === undefined) throw new PaymentsDown("the provider does not know what it gave us");
  return json;
}
