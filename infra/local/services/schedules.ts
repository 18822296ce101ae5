import { KnownFault } from "../known-fault.ts";

const unitSeconds: Readonly<Record<string, number>> = { minute: 60, hour: 3600, day: 86_400 };

/** @returns the milliseconds between two runs. @throws KnownFault for anything but `rate(n minutes|hours|days)` */
export function intervalOf(expression: string): number {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  const seconds = Number(rate?.[1]) * (unitSeconds[rate?.[2] ?? ""] ?? Number.NaN);
  if (!(seconds > 0)) throw new KnownFault(`the local schedules know rate(n minutes|hours|days), not ${expression}`);
  return seconds * 1000;
}

/** Runs what the rules of EventBridge want run. The first run is one interval after the start, as on AWS. */
export class Schedules {
  readonly #timers: NodeJS.Timeout[] = [];

  every(milliseconds: number, run: () => void): void {
    // setInterval holds at most 2^31 - 1 milliseconds (24 days): a longer one never fires while this process lives.
    if (milliseconds < 2 ** 31) this.#timers.push(setInterval(run, milliseconds));
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }
}
