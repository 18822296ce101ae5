import type { StripeObject, StripeState } from "./state.ts";

/** One operation of the double on what it holds. */
export type Run = (asked: {
  readonly state: StripeState;
  readonly form: URLSearchParams;
  readonly id: string | undefined;
  /** Unix seconds. */
  readonly now: number;
}) => object;

/** An error as Stripe answers it. */
export class StripeFault extends Error {
  readonly status: number;
  readonly kind: string;
  constructor(status: number, kind: string, message: string) {
    super(message);
    this.status = status;
    this.kind = kind;
  }
}

/** The object of this kind and id. @throws StripeFault 404 */
export function theOne(state: StripeState, object: string, id: string | null | undefined): StripeObject {
  const found = id ? state.get(id, object) : undefined;
  if (!found) throw new StripeFault(404, "invalid_request_error", `no such ${object}`);
  return found;
}

/** The test card that is put on file and then declined at every charge. Source: Stripe, Testing. */
export const decliningCard = "0341";

/** Takes the money. @param method the card, where the double knows which @throws StripeFault 402 when it is declined */
export function pay(state: StripeState, method?: unknown): void {
  const card = state.get(String(method), "payment_method")?.["card"] as { last4?: string } | undefined;
  if (state.declines <= 0 && card?.last4 !== decliningCard) return;
  state.declines = Math.max(0, state.declines - 1);
  throw new StripeFault(402, "card_error", "your card was declined");
}

/** The one item of a subscription. */
export function itemOf(subscription: StripeObject): StripeObject {
  const [item] = (subscription["items"] as { data: StripeObject[] }).data;
  if (!item) throw new StripeFault(400, "invalid_request_error", "no item");
  return item;
}

const days: Readonly<Record<string, number>> = { month: 30, year: 365 };

/** When a period that begins now is over. */
export function addPeriod(from: number, price: StripeObject): number {
  const { interval } = price["recurring"] as { interval: string };
  return from + (days[interval] ?? 30) * 86_400;
}

/** Two values compare as their text. */
export const asText = (value: unknown): string => JSON.stringify(value);
