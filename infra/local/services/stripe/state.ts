import { createHash } from "node:crypto";

/** An object as Stripe would give it out. */
export type StripeObject = Record<string, unknown> & { id: string; object: string };

/** A message that the double would send, in the order in which things happened. */
export interface StripeEvent {
  readonly id: string;
  readonly type: string;
  readonly created: number;
  readonly data: { readonly object: StripeObject };
}

interface Answered {
  readonly hash: string;
  readonly status: number;
  readonly json: unknown;
}

/** Everything the double holds, in memory: it starts empty with each start. */
export class StripeState {
  readonly objects = new Map<string, StripeObject>();
  readonly events: StripeEvent[] = [];
  readonly answered = new Map<string, Answered>();
  /** The next charges that are declined. */
  declines = 0;
  #made = 0;

  constructor(
    prices: readonly { readonly lookup_key: string; readonly unit_amount: number; readonly interval: string }[],
  ) {
    for (const { lookup_key, unit_amount, interval } of prices)
      this.make("price", "price", { lookup_key, unit_amount, currency: "usd", active: true, recurring: { interval } });
  }

  make(prefix: string, object: string, fields: Record<string, unknown>): StripeObject {
    this.#made += 1;
    const id = `${prefix}_${createHash("sha256").update(`${prefix}${this.#made}`).digest("hex").slice(0, 24)}`;
    const made: StripeObject = { id, object, created: seconds(), ...fields };
    this.objects.set(id, made);
    return made;
  }

  get(id: string, object: string): StripeObject | undefined {
    const found = this.objects.get(id);
    return found?.object === object ? found : undefined;
  }

  all(object: string): StripeObject[] {
    return [...this.objects.values()].filter((each) => each.object === object);
  }

  tell(type: string, object: StripeObject): void {
    const id = `evt_${String(this.events.length + 1).padStart(8, "0")}`;
    this.events.push({ id, type, created: seconds(), data: { object: structuredClone(object) } });
  }
}

/** Unix seconds. */
export const seconds = (): number => Math.floor(Date.now() / 1000);
