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
}

/**
 * Runs the step once undisturbed, then once for every AWS call and both moments of a crash there, and compares.
 * @returns how many crashes there were, and the calls in their order
 */
export async function crashEverywhere<Stage>(proxy: AwsProxy, run: CrashRun<Stage>) {
  const calm = await run.arrange();
  proxy.decide();
  expect(await run.act(calm)).toBeLessThan(300);
  const operations = proxy.calls.map(({ operation }) => operation);
  proxy.decide();
  const wanted = await run.state(calm);
  let crashes = 0;
  for (let nth = 1; nth <= operations.length; nth++)
    for (const moment of ["before", "after"] as const) {
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
      crashes += 1;
    }
  return { crashes, operations };
}
