import type { LockMinutes, Policy } from "./policy.ts";
import type { Role } from "./role.ts";

/** Tries of one factor of one account since the last success. Times are moments of granted tries only. */
export interface Tries {
  readonly fails: number;
  /** Consecutive failures over all locks, for the hard cap. */
  readonly total: number;
  readonly lastAt: Date | undefined;
  /** Locks in a row within a day of each other, and when the last of them began. */
  readonly round: number;
  readonly roundAt: Date | undefined;
}

/** How many tries a round has, and how long its lock lasts. */
export interface LockRule {
  /** Tries that are evaluated before the lock: the threshold and the one that locks. */
  readonly tries: number;
  readonly lockMinutes: readonly [first: LockMinutes, repeated: LockMinutes];
  /** Consecutive failures after which no try is evaluated until a reset; `hardCap` unless said otherwise. */
  readonly cap?: number;
}

/** Consecutive failures after which a factor is disabled until it is reset. Source: NIST SP 800-63B-4 section 3.2.2. */
export const hardCap = 100;
const dayMs = 24 * 60 * 60 * 1000;

/** The longest lock by time; also that of security administrators where the policy locks until an unlock. */
export const longestLockMinutes = 60;

/** When a lock lifts that only an unlock or a reset ends: never by time. */
export const untilUnlocked = new Date("9999-12-31T23:59:59.999Z");
export const isForGood = (until: Date): boolean => until.getTime() === untilUnlocked.getTime();

/**
 * The rule for passwords: the policy's threshold is forgiven, the next one locks. Security administrators are locked by
 * time only, or wrong passwords for all of them would lock the practice out for good. Source: PRODUCT.md A4; RULINGS 3.
 */
export function passwordRule(
  policy: Pick<Policy, "lockThreshold" | "lockMinutes">,
  roles: readonly Role[] = [],
): LockRule {
  const isByTime = roles.includes("security-administrator");
  const minutes = (wanted: LockMinutes) => (isByTime ? (wanted ?? longestLockMinutes) : wanted);
  const [first, repeated] = policy.lockMinutes;
  return { tries: policy.lockThreshold + 1, lockMinutes: [minutes(first), minutes(repeated)] };
}

/** The rule for codes: ten an account in a round, over all challenges. Source: SECURITY A5. */
export const codeRule: LockRule = { tries: 10, lockMinutes: [15, 30] };
/** Codes that one challenge accepts tries for. Source: SECURITY A5. */
export const codesPerChallenge = 5;

/** When the lock of a used-up round lifts; undefined while tries remain. Source: OA-LOGIN "waiting 15 to 30 minutes". */
export function lockedUntil(tries: Tries, rule: LockRule): Date | undefined {
  if (tries.fails < rule.tries || !tries.lastAt) return undefined;
  const isRepeated = tries.roundAt !== undefined && tries.lastAt.getTime() - tries.roundAt.getTime() < dayMs;
  const minutes = isRepeated && tries.round > 0 ? rule.lockMinutes[1] : rule.lockMinutes[0];
  return minutes === null ? untilUnlocked : new Date(tries.lastAt.getTime() + minutes * 60_000);
}

/** How a round that locked is remembered when the next one begins or a manager unlocks. */
export function afterLock(tries: Tries): { round: number; roundAt: Date | undefined } {
  if (!tries.lastAt) return { round: tries.round, roundAt: tries.roundAt };
  const follows = tries.roundAt !== undefined && tries.lastAt.getTime() - tries.roundAt.getTime() < dayMs;
  return { round: (follows ? tries.round : 0) + 1, roundAt: tries.lastAt };
}

/**
 * Until when Cognito's own lock may hold: after the fifth failure 2^(n-5) seconds, at most 15 minutes; it can be neither
 * read nor cleared, so this is an upper estimate: a second is added for the way from our count to its evaluation. Source: AWS: Cognito, Lockout for failed sign-in attempts.
 */
export function innerLockUntil(tries: Tries, now: Date): Date | undefined {
  if (tries.total < 5 || !tries.lastAt) return undefined;
  const seconds = Math.min(900, 2 ** (tries.total - 5));
  const until = new Date(tries.lastAt.getTime() + (seconds + 1) * 1000);
  return until > now ? until : undefined;
}
