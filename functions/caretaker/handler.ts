import { practicesDueBy, putCareOff } from "../../shared/data/care.ts";
import { entry } from "../../shared/telemetry/entry.ts";
import { expireRequests } from "./expire-requests.ts";
import { lookThrough } from "./look-through.ts";

/** What one run takes on; the next run goes on with the rest. */
const practicesPerRun = 200;
const hourMs = 3_600_000;

/** Each hour: SFTP requests that nobody decided, and practices that are due. What fails in one keeps the other from nothing. */
export const handler = entry("caretaker", async () => {
  const now = new Date();
  const ends = await Promise.allSettled([expireRequests(now), careForPractices(now)]);
  const failed = ends.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
});

/**
 * Looks each due practice through once a day. A practice is first put off by an hour, so that one that fails is tried again
 * and keeps no other waiting. Runs that come twice, late or at once change nothing: what was done stands in the users' rows.
 */
async function careForPractices(now: Date): Promise<void> {
  for (const due of await practicesDueBy(now, practicesPerRun)) {
    const again = new Date(now.getTime() + hourMs);
    await putCareOff(due, again);
    await lookThrough(due.scope, now);
    await putCareOff({ ...due, dueAt: again.toISOString() }, tomorrowNoon(now));
  }
}

/** Noon UTC, when it is morning in America: letters to people come by day. */
function tomorrowNoon(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1, 12));
}
