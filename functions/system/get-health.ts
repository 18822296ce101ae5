import type { systemRoutes } from "../../shared/contract/system.ts";
import { mailsDueBy } from "../../shared/data/mails.ts";
import { readPractice } from "../../shared/data/practices.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { describePool } from "../../shared/identity/pool.ts";
import { logFault } from "../../shared/telemetry/log.ts";

/** A probe is believed this long, so that health checks cost nothing under load. Source: RULINGS 23. */
const freshMs = 30_000;
/** A mail that should have left so long ago means that the outbox is not being emptied. */
const lateMs = 10 * 60_000;
let last: { at: number; isMailLate: boolean } | undefined;

/** Answers 200 while the store and the user pool answer; a late outbox shows as degraded. */
export const getHealth: Operation<typeof systemRoutes.getHealth> = async ({ now }) => {
  if (!last || Math.abs(now.getTime() - last.at) > freshMs) last = { at: now.getTime(), isMailLate: await probe(now) };
  return {
    status: last.isMailLate ? "degraded" : "ok",
    checks: { store: "ok", identity: "ok", mail: last.isMailLate ? "late" : "ok" },
  };
};

async function probe(now: Date): Promise<boolean> {
  try {
    const [, , late] = await Promise.all([
      readPractice(scopeOf("health")),
      describePool(),
      mailsDueBy(new Date(now.getTime() - lateMs), 1),
    ]);
    return late.length > 0;
  } catch (error) {
    logFault("what this service stands on does not answer", error);
    throw new Refusal("request.busy", { retryAfterSeconds: 5 });
  }
}
