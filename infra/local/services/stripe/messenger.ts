import { setTimeout as pause } from "node:timers/promises";
import type { StripeEvent } from "./state.ts";

/** Pauses before each further try, as Stripe makes them over three days. */
const pausesMs = [500, 2000, 10_000];

/** Sends messages to where they are wanted, again until one is taken. */
export class Messenger {
  /** Where messages are wanted; until it is known none is sent. */
  url: string | undefined;
  readonly #stop = new AbortController();
  readonly #signed: (event: StripeEvent) => { readonly text: string; readonly signature: string };

  constructor(signed: (event: StripeEvent) => { readonly text: string; readonly signature: string }) {
    this.#signed = signed;
  }

  async send(event: StripeEvent): Promise<void> {
    for (const wait of [0, ...pausesMs]) {
      // The request that made the message is answered first, as a rule.
      await pause(wait, undefined, { ref: false });
      if (this.#stop.signal.aborted || !this.url || (await this.#isTaken(this.url, event))) return;
    }
  }

  stop(): void {
    this.#stop.abort();
  }

  async #isTaken(url: string, event: StripeEvent): Promise<boolean> {
    const { text, signature } = this.#signed(event);
    const headers = { "content-type": "application/json; charset=utf-8", "stripe-signature": signature };
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(10_000)]);
    try {
      return (await fetch(url, { method: "POST", headers, body: text, signal })).ok;
    } catch (error) {
      // A broken connection is a TypeError, a deadline a DOMException.
      if (error instanceof TypeError || error instanceof DOMException) return false;
      throw error;
    }
  }
}
