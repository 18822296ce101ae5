/** Tries that are looked at until a right one; the last wrong one locks the PIN. Source: PRODUCT.md U15. */
export const pinTries = 6;

/** How a person's PIN stands, with the words the console shows. */
export const pinStates = {
  none: "Not set",
  set: "Set",
  locked: "Locked after six wrong tries",
} as const satisfies Record<string, string>;

export type PinState = keyof typeof pinStates;

/** The state of a PIN that had so many wrong tries; undefined is one that was never set. */
export function pinStateOf(tries: number | undefined): PinState {
  if (tries === undefined) return "none";
  return tries < pinTries ? "set" : "locked";
}

/** How a PIN stands, for its owner and for managers; never the PIN. */
export function viewOfPin(pin: { readonly setAt: string; readonly tries: number } | undefined) {
  const state = pinStateOf(pin?.tries);
  return pin ? { state, setAt: pin.setAt, triesLeft: pinTries - pin.tries } : { state };
}

/** Whether these digits are among those that people try first: all alike, or a run up or down, also from 9 on to 0. */
export function isTrivialPin(pin: string): boolean {
  const digits = [...pin].map(Number);
  const steps = new Set(digits.slice(1).map((digit, before) => (digit - (digits[before] ?? 0) + 10) % 10));
  return steps.size <= 1 && [0, 1, 9].some((step) => steps.has(step));
}
