import { useRef } from "react";

/** The Idempotency-Key of what a person means to do: the same while he repeats the same thing, a new one for anything else. */
export interface Intention {
  readonly keyFor: (what: unknown) => string;
  /** To be called once it is done, so that doing the same again counts as a new intention. */
  readonly fulfil: () => void;
}

export function useIntention(): Intention {
  const held = useRef<{ what: string; key: string } | undefined>(undefined);
  return {
    keyFor: (what) => {
      const text = JSON.stringify(what);
      if (held.current?.what !== text) held.current = { what: text, key: crypto.randomUUID() };
      return held.current.key;
    },
    fulfil: () => {
      held.current = undefined;
    },
  };
}
