import type { AuditEvent } from "../../shared/audit/event.ts";
import type { userRoutes } from "../../shared/contract/users.ts";
import { readTries } from "../../shared/data/counters.ts";
import { newestEventsAbout } from "../../shared/data/sign-in-tries.ts";
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
    readTries({ id: user.userId, factor: "password" }),
    readTries({ id: user.userId, factor: "code" }),
    newestEventsAbout(caller.scope, user.userId, eventsRead),
  ]);
  const rule = passwordRule(policyOf(caller.practice.policy), user.roles);
  const until = latest([lockedUntil(password, rule), lockedUntil(code, codeRule)], now);
  return {
    isLocked: until !== undefined || password.total >= hardCap || code.total >= hardCap,
    lockedUntil: until && !isForGood(until) ? until.toISOString() : undefined,
    isDisabledUntilReset: password.total >= hardCap || code.total >= hardCap,
    passwordTries: password.fails,
    codeTries: code.fails,
    failuresInARow: password.total,
    innerLockUntil: innerLockUntil(password, now)?.toISOString(),
    tries: triesOf(events),
  };
};

function latest(ends: readonly (Date | undefined)[], now: Date): Date | undefined {
  const open = ends.filter((end) => end !== undefined).filter((end) => end > now);
  return open.toSorted((a, b) => b.getTime() - a.getTime())[0];
}

const fresh: readonly AuditAction[] = ["sign-in.succeeded", "user.unlocked"];

/** Refused tries since the last success or unlock, newest first. */
function triesOf(events: readonly AuditEvent[]) {
  const end = events.findIndex(({ action }) => fresh.includes(action));
  return events
    .slice(0, end < 0 ? events.length : end)
    .filter(({ action }) => action === "sign-in.refused")
    .map(({ at, reason, address, application }) => ({ at, reason, address, application }));
}
