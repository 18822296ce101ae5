import type { AuditEvent } from "../../shared/audit/event.ts";
import type { userRoutes } from "../../shared/contract/users.ts";
import { readAllTries, readTries } from "../../shared/data/counters.ts";
import { newestEventsAbout } from "../../shared/data/sign-in-tries.ts";
import { latestOf } from "../../shared/data/tries-row.ts";
import { readUser } from "../../shared/data/users.ts";
import type { AuditAction } from "../../shared/domain/audit-action.ts";
import {
  codeRule,
  hardCap,
  innerLockUntil,
  isForGood,
  lockedUntil,
  passwordRule,
} from "../../shared/domain/lockout.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";

/** Events that are looked through for the tries; one request. */
const eventsRead = 100;

/** Why a user is locked: the counters that decide it, and the tries behind them from the audit log. Source: PRODUCT.md A4. */
export const getUserLock: Operation<typeof userRoutes.getUserLock> = async ({ caller, path, now }) => {
  const user = await readUser(caller.scope, path.userId);
  if (!user) throw new Refusal("user.not-found");
  const [password, code, events] = await Promise.all([
    readAllTries({ id: user.userId, factor: "password" }),
    readTries({ id: user.userId, factor: "code" }),
    newestEventsAbout(caller.scope, user.userId, eventsRead),
  ]);
  const rule = passwordRule(policyOf(caller.practice.policy), user.roles);
  const knownBrowsers = [...password.browsers.values()].map((tries) => ({
    tries: tries.fails,
    until: latest([lockedUntil(tries, rule)], now),
  }));
  const strangers = latest([lockedUntil(password.own, rule)], now);
  const until = latest([strangers, lockedUntil(code, codeRule), ...knownBrowsers.map((each) => each.until)], now);
  const isDisabledUntilReset = password.own.total >= hardCap || code.total >= hardCap;
  const isLocked = until !== undefined || isDisabledUntilReset;
  return {
    isLocked,
    lockedUntil: endOf(until),
    isDisabledUntilReset,
    passwordTries: password.own.fails,
    isLockedElsewhere: strangers !== undefined,
    knownBrowsers: knownBrowsers.map((each) => ({
      tries: each.tries,
      isLocked: each.until !== undefined,
      lockedUntil: endOf(each.until),
    })),
    codeTries: code.fails,
    failuresInARow: password.own.total,
    innerLockUntil: innerLockUntil(latestOf(password), now)?.toISOString(),
    tries: triesOf(events, isLocked ? ["user.unlocked"] : ["sign-in.succeeded", "user.unlocked"]),
  };
};

/** The end of a lock as a time; one that only an unlock ends has none. */
function endOf(until: Date | undefined): string | undefined {
  return until && !isForGood(until) ? until.toISOString() : undefined;
}

function latest(ends: readonly (Date | undefined)[], now: Date): Date | undefined {
  const open = ends.filter((end) => end !== undefined).filter((end) => end > now);
  return open.toSorted((a, b) => b.getTime() - a.getTime())[0];
}

/** Refused tries since the last deed that ended the lock, newest first; a sign-in from a known browser ends no other lock. */
function triesOf(events: readonly AuditEvent[], fresh: readonly AuditAction[]) {
  const end = events.findIndex(({ action }) => fresh.includes(action));
  return events
    .slice(0, end < 0 ? events.length : end)
    .filter(({ action }) => action === "sign-in.refused")
    .map(({ at, reason, address, application }) => ({ at, reason, address, application }));
}
