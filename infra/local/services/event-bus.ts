import type { JsonObject } from "../json.ts";

/** A rule of the default bus: which events it takes, and what is done with them. */
export interface Listener {
  readonly rule: string;
  readonly fits: (event: JsonObject) => boolean;
  readonly take: (event: JsonObject) => Promise<unknown>;
}

const tries = 3;

/** The account's default event bus: every rule whose pattern fits gets each event, and again when its target failed. */
export class EventBus {
  readonly #listeners: Listener[] = [];
  readonly #failed: (line: string) => void;

  /** @param failed told in a line what a target gave up */
  constructor(failed: (line: string) => void) {
    this.#failed = failed;
  }

  listen(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** Returns at once, as the service does; targets run on their own. */
  put(event: JsonObject): void {
    for (const listener of this.#listeners) if (listener.fits(event)) void this.#hand(event, listener, 1);
  }

  async #hand(event: JsonObject, listener: Listener, attempt: number): Promise<void> {
    try {
      await listener.take(event);
    } catch (error) {
      if (attempt < tries) return this.#hand(event, listener, attempt + 1);
      this.#failed(`${listener.rule}: ${String(error)}\n`);
    }
  }
}
