import { expect } from "vitest";
import { type AwsProxy, crashAt } from "./aws-proxy.ts";

/** A step of the product that is crashed at every call it makes, and what its user or stream does then. */
export interface CrashRun<Stage> {
  /** Everything up to the step, anew for each run. */
  arrange(): Promise<Stage>;
  /** The step; tells the status it was answered with, or throws where a handler has no answer. */
  act(stage: Stage): Promise<number>;
  /** What follows a crash. */
  retry(stage: Stage): Promise<void>;
  /** All that must be as if there had been no crash. */
  state(stage: Stage): Promise<unknown>;
  /** Whether every different moment is tried on every day: for steps that cost little. */
  readonly isWhole?: boolean;
}

const readsOnly = /^(Get|BatchGet|TransactGet|Query|List|Describe|AdminGet)/;

/** Whether every moment is tried, as `npm run long` does. */
export const isEveryCrash = process.env["ALL_CRASHES"] === "1";

/**
 * Whether a crash leaves what another one leaves: before a call all stands as after the call before it, and a call that only
 * reads changes nothing. Those are tried only when every one is.
 */
function isAsAnother(operation: string | undefined, nth: number, moment: "before" | "after"): boolean {
  if (isEveryCrash) return false;
  return moment === "before" ? nth > 1 : readsOnly.test(operation ?? "");
}

/** Half of the moments are tried on one day and the other half on the next, unless every one is. */
const today = Math.floor(Date.now() / 86_400_000);
const isOfAnotherDay = (different: number): boolean => !isEveryCrash && (different + today) % 2 === 1;

/**
 * Runs the step once undisturbed, then once for every AWS call and both moments of a crash there, and compares; crashes that
 * leave the same are tried once, and each every other day.
 * @returns how many moments there are to crash in, and the calls in their order
 */
export async function crashEverywhere<Stage>(proxy: AwsProxy, run: CrashRun<Stage>) {
  const calm = await run.arrange();
  proxy.decide();
  expect(await run.act(calm)).toBeLessThan(300);
  const operations = proxy.calls.map(({ operation }) => operation);
  proxy.decide();
  const wanted = await run.state(calm);
  let crashes = 0;
  let different = 0;
  for (let nth = 1; nth <= operations.length; nth++)
    for (const moment of ["before", "after"] as const) {
      crashes += 1;
      if (isAsAnother(operations[nth - 1], nth, moment)) continue;
      different += 1;
      if (!run.isWhole && isOfAnotherDay(different)) continue;
      const where = `crash ${moment} call ${nth} of ${operations.length} (${operations[nth - 1]})`;
      const stage = await run.arrange();
      proxy.decide(crashAt(nth, moment));
      const status = await run.act(stage).catch(() => 599);
      const reached = proxy.calls.length;
      proxy.decide();
      expect(status, where).toBeGreaterThanOrEqual(500);
      expect(reached, where).toBeGreaterThanOrEqual(nth);
      await run.retry(stage);
      expect(await run.state(stage), where).toEqual(wanted);
    }
  return { crashes, operations };
}
