import type { Origin } from "../../shared/audit/event.ts";
import { update } from "../../shared/data/changes.ts";
import type { Change, Work } from "../../shared/data/commit.ts";
import type { Account } from "../../shared/data/counters.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { isForGood } from "../../shared/domain/lockout.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { type Known, subjectOf } from "./known-account.ts";

/** A lock of a counter, and the request that tells it. */
export interface Lock {
  readonly until: Date;
  readonly origin: Origin;
  readonly account: Account;
}

/** Whether the list, the log and the owner know of this lock; a crash of the try that locked leaves it untold. */
export function isTold({ user }: Known, until: Date): boolean {
  return user.lockedUntil !== undefined && user.lockedUntil >= until.toISOString();
}

/**
 * What tells a lock, once: the list's mark is the condition of the event and of the owner's mail. Decisions never read it.
 */
export function lockWork(known: Known, lock: Lock): { changes: Change[]; deeds: Work["deeds"]; mails: Mail[] } {
  const after = lock.until.toISOString();
  const where = lock.account.browser ? { reason: "known-browser" } : {};
  return {
    changes: [mark(known, after)],
    deeds: [{ action: "user.locked", ...where, ...subjectOf(known), changes: { lockedUntil: { after } } }],
    mails: [letterOf(known, lock)],
  };
}

/** The list shows the lock that ends last, of those of strangers and of each known browser. */
function mark({ scope, user }: Known, until: string): Change {
  const before = user.lockedUntil;
  return update("practice", keys.user(scope, user.userId), {
    set: { lockedUntil: before !== undefined && before > until ? before : until },
    ...(before === undefined ? { absent: ["lockedUntil"] } : { expect: { lockedUntil: before } }),
    refusal: "sign-in.refused",
  });
}

function letterOf({ user, practice }: Known, { until, origin }: Lock): Mail {
  return {
    letter: "account-locked",
    to: user.email,
    subjectId: user.userId,
    subjectName: fullNameOf(user),
    params: {
      practiceName: practice.name,
      firstName: user.firstName,
      at: inZone(origin.now, practice.timeZone),
      until: isForGood(until) ? "When a user manager unlocks you" : inZone(until, practice.timeZone),
      address: origin.address ?? "",
    },
    secret: { kind: "page-link", page: "signin" },
  };
}
