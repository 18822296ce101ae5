import { useSyncExternalStore } from "react";

/** Calls that wait until the person has given password and second step again. */
let waiting: readonly ((isDone: boolean) => void)[] = [];
const listeners = new Set<() => void>();

function change(next: typeof waiting): void {
  waiting = next;
  for (const listener of listeners) listener();
}

/** Opens the dialog, once for all calls that wait. @returns whether the step-up was done; false when it was given up */
export const askToStepUp = (): Promise<boolean> => new Promise((settle) => change([...waiting, settle]));

/** Closes the dialog and lets the waiting calls go on, or not. */
export function settleStepUp(isDone: boolean): void {
  const settled = waiting;
  change([]);
  for (const settle of settled) settle(isDone);
}

/** Whether a call waits for a step-up. */
export const useIsStepUpAsked = (): boolean => useSyncExternalStore(listen, () => waiting.length > 0);

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
