import { clocksDueBy } from "../../shared/data/epcs-days.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { entry } from "../../shared/telemetry/entry.ts";
import { writeDay } from "./write-day.ts";

const practicesPerSweep = 20;

/**
 * Each minute: the daily lists that are due, of a practice that waits for several one after another. One that fails keeps no
 * other waiting, and is tried again with the next sweep.
 */
export const handler = entry("epcs-day", async (_event: { readonly sweep: true }): Promise<void> => {
  const now = new Date();
  const due = await clocksDueBy(now, practicesPerSweep);
  const ends = await Promise.allSettled(due.map(({ pk }) => writeDay(scopeOf(pk.slice("P#".length)), now)));
  const failed = ends.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
});
