const freeFailures = 5;
const longestLockMs = 900_000;
const quietMs = 900_000;

/** The lock every user pool has: it cannot be configured, read or lifted. All times in milliseconds. */
export interface InnerLock {
  readonly failures: number;
  readonly lockedUntil: number;
  readonly lastAttemptAt: number;
}

/** A user who never failed. */
export const openLock: InnerLock = { failures: 0, lockedUntil: 0, lastAttemptAt: 0 };

/**
 * The lock as an attempt at `now` finds it: forgotten after 15 minutes without any attempt. An attempt made while locked is no
 * failure, but it is an attempt: it does not lengthen the lock, it only keeps the quarter of an hour from passing.
 * Source: Amazon Cognito developer guide, "Lockout behavior for failed sign-in attempts".
 */
export function approach(lock: InnerLock, now: number): InnerLock {
  const known = now - lock.lastAttemptAt >= quietMs ? openLock : lock;
  return { ...known, lastAttemptAt: now };
}

/** Whether a password may not even be compared at this moment. */
export function isLocked(lock: InnerLock, now: number): boolean {
  return now < lock.lockedUntil;
}

/** One more wrong password: from the fifth on, a lock of 2^(failures - 5) seconds, 15 minutes at most. */
export function afterFailure(lock: InnerLock, now: number): InnerLock {
  const failures = lock.failures + 1;
  if (failures < freeFailures) return { ...lock, failures };
  return { ...lock, failures, lockedUntil: now + Math.min(longestLockMs, 1000 * 2 ** (failures - freeFailures)) };
}
