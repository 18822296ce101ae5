import { endOfWindow, type HoursFacts, isWithin } from "./access-hours.ts";
import { isAddressIn } from "./address.ts";
import { policyOf } from "./policy.ts";
import type { Practice } from "./practice.ts";
import { mayWorkAt } from "./site.ts";
import type { User } from "./user.ts";

/** Why an account is closed to somebody who proved that it is his. */
export type AccountBarrier = "not-active" | "expired" | "address" | "outside-hours";
/** Why somebody who proved who he is may not be in now: his account, or the site of his session. */
export type Barrier = AccountBarrier | "site";

/** What a decision to let in or leave in is made from. */
export interface EntryFacts {
  readonly user: Pick<User, "status" | "expiresAt" | "accessHours" | "onCallUntil" | "siteIds">;
  readonly practice: Pick<Practice, "policy" | "timeZone" | "closures" | "sites">;
  /** The caller's address as the gateway saw it; undefined where nobody can know it, behind Cognito, and it is not judged. */
  readonly address: string | undefined;
  /** The session that is to go on, with its site; absent where none is open yet and no site is chosen. */
  readonly session?: { readonly siteId?: string } | undefined;
}

/**
 * The one decision whether an account is open at this moment: asked after the password, after the second step, by the
 * trigger behind Cognito, and on every request of a session, so that no path forgets a rule.
 * Source: PRODUCT.md A3, U5, U6, U7, U8, A11; SECURITY A7, A28.
 */
export function barrierTo(facts: EntryFacts, now: Date): Barrier | undefined {
  const { user, practice, session } = facts;
  const barrier = barrierToAccount(facts, now);
  if (barrier || !session || mayWorkAt({ user, practice }, session.siteId)) return barrier;
  return "site";
}

/** The part of it that is the same for every session of the account. */
export function barrierToAccount(facts: Omit<EntryFacts, "session">, now: Date): AccountBarrier | undefined {
  const { user, practice, address } = facts;
  if (user.status !== "active") return "not-active";
  if (user.expiresAt !== undefined && new Date(user.expiresAt) <= now) return "expired";
  const { addresses } = policyOf(practice.policy);
  if (address !== undefined && addresses.length > 0 && !isAddressIn(address, addresses)) return "address";
  if (!isWithin(hoursOf(facts), now)) return "outside-hours";
  return undefined;
}

/** The hours of a user in his practice. */
export function hoursOf({ user, practice }: Pick<EntryFacts, "user" | "practice">): HoursFacts {
  const { accessHours, onCallUntil } = user;
  return { accessHours, onCallUntil, timeZone: practice.timeZone, closures: practice.closures };
}

/** When an open account closes by itself: its expiry, or the end of its hours within eight days, whichever comes first. */
export function accessEndsAt(facts: Pick<EntryFacts, "user" | "practice">, now: Date): Date | undefined {
  const { expiresAt } = facts.user;
  const ends = [expiresAt === undefined ? undefined : new Date(expiresAt), endOfWindow(hoursOf(facts), now)];
  const first = Math.min(...ends.map((end) => end?.getTime() ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(first) ? new Date(first) : undefined;
}
