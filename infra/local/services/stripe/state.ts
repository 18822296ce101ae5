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

/** What an offer costs, under the key by which it is looked up. */
export interface StripePrice {
  readonly lookup_key: string;
  readonly unit_amount: number;
  readonly interval: string;
}

interface Answered {
  readonly hash: string;
  readonly status: number;
  readonly json: unknown;
}

/** All of it as text, and back. */
interface Kept {
  readonly objects: [string, StripeObject][];
  readonly events: StripeEvent[];
  readonly answered: [string, Answered][];
  readonly made: number;
}

/** Everything the double holds, in memory; whoever keeps it writes its text down. */
export class StripeState {
  readonly objects = new Map<string, StripeObject>();
  readonly events: StripeEvent[] = [];
  readonly answered = new Map<string, Answered>();
  /** Where people reach the double's pages. */
  pages = "";
  /** Told of each message as it comes to be. */
  onEvent: (event: StripeEvent) => void = () => {};
  /** The next charges that are declined. */
  declines = 0;
  #made = 0;

  constructor(prices: readonly StripePrice[], kept?: string) {
    if (kept) this.#restore(JSON.parse(kept) as Kept);
    for (const { lookup_key, unit_amount, interval } of kept ? [] : prices)
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
    const event = { id, type, created: seconds(), data: { object: structuredClone(object) } };
    this.events.push(event);
    this.onEvent(event);
  }

  asText(): string {
    const kept: Kept = {
      objects: [...this.objects],
      events: this.events,
      answered: [...this.answered],
      made: this.#made,
    };
    return JSON.stringify(kept);
  }

  #restore({ objects, events, answered, made }: Kept): void {
    for (const [id, object] of objects) this.objects.set(id, object);
    for (const [key, answer] of answered) this.answered.set(key, answer);
    this.events.push(...events);
    this.#made = made;
  }
}

/** Unix seconds. */
export const seconds = (): number => Math.floor(Date.now() / 1000);
