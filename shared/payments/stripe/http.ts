import { setTimeout as pause } from "node:timers/promises";
import { PaymentRefused, PaymentsDown } from "../payments.ts";

/** Where the provider is, and what lets us in. */
export interface StripeAccess {
  /** `https://api.stripe.com`, but for a double of it. */
  readonly url: string;
  /** A restricted key: customers, checkout sessions, subscriptions, schedules, prices and invoices only. */
  readonly key: () => Promise<string>;
}

/** The version whose objects this adapter reads; Stripe goes on answering in it. Source: Stripe, API versioning. */
export const stripeVersion = "2026-10-28.endive";
const tries = 3;
const deadlineMs = 3000;

export interface StripeRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly form?: Readonly<Record<string, string | undefined>>;
  /** On every POST: Stripe does it once for each key, and answers a repeat as it did at first. */
  readonly once?: string;
}

/**
 * One request, sent again when it was lost or Stripe was busy; POSTs carry their Idempotency-Key, so that nothing is done twice.
 * @returns undefined for what is not there
 * Source: Stripe, Idempotent requests; Error codes (402, 404, 409, 429).
 */
export async function askStripe(access: StripeAccess, request: StripeRequest): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const answer = await sent(access, request);
    if (answer?.ok) return answer.json();
    if (answer?.status === 402) throw new PaymentRefused("the card was refused");
    if (answer?.status === 404) return undefined;
    const isPassing = answer === undefined || answer.status === 409 || answer.status === 429 || answer.status >= 500;
    if (!isPassing || attempt === tries)
      throw new PaymentsDown(`${request.method} ${request.path.split("/")[2]}: ${answer?.status ?? "no answer"}`);
    await pause(100 * 2 ** attempt);
  }
}

/** @returns undefined when no answer came in time */
async function sent({ url, key }: StripeAccess, { method, path, form = {}, once }: StripeRequest) {
  const given = Object.entries(form).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const parameters = new URLSearchParams(given).toString();
  const query = method === "GET" && parameters ? `?${parameters}` : "";
  const authorization = `Bearer ${await key()}`;
  try {
    return await fetch(`${url}${path}${query}`, {
      method,
      redirect: "error",
      signal: AbortSignal.timeout(deadlineMs),
      headers: {
        authorization,
        "stripe-version": stripeVersion,
        ...(method === "POST" && { "content-type": "application/x-www-form-urlencoded" }),
        ...(once && { "idempotency-key": once }),
      },
      ...(method === "POST" && { body: parameters }),
    });
  } catch (error) {
    // What `fetch` throws for a broken connection is a TypeError, for a deadline a DOMException.
    if (error instanceof TypeError || error instanceof DOMException) return undefined;
    throw error;
  }
}
