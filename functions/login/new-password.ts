import type { Origin } from "../../shared/audit/event.ts";
import { update } from "../../shared/data/changes.ts";
import { type Change, commit } from "../../shared/data/commit.ts";
import { countRequest, releaseClaim, takeClaim } from "../../shared/data/counters.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { brokenRules, passwordContextOf, passwordErrors } from "../../shared/domain/password-policy.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import { setPassword } from "../../shared/identity/password.ts";
import { verifyPassword } from "../../shared/identity/sign-in.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { newSecret } from "../../shared/secrets/codes.ts";
import { ticketFor } from "../../shared/secrets/ticket.ts";
import { type Known, subjectOf } from "./known-account.ts";
import { readKnown } from "./password-attempt.ts";

/** Seconds for which one request alone may change a password; a crashed one blocks no longer. */
const leaseSeconds = 30;
/** Passwords tried out on the history in five minutes, or it could be asked what somebody used before. */
const triesPerAccount = 20;

/** A new password on its way, by whichever of the three doors. */
export interface Renewal<T> {
  readonly known: Known;
  readonly password: string;
  /** The body's field that holds it. */
  readonly pointer: "/password" | "/newPassword";
  /** The same for a repetition after a crash. */
  readonly nonce: string;
  readonly origin: Origin;
  /** Whether the door is still open, asked of the rows as they are once nobody else is at it. @throws Refusal */
  stillOpen(known: Known): void;
  /** What must be shown before Cognito is changed. @throws Refusal */
  prove(): Promise<void>;
  /** The transaction that makes it so, on the rows as they are then. */
  finish(known: Known): Promise<T>;
}

/**
 * Changes a password with Cognito between two commits: one request at a time, the intention first, then Cognito, then our
 * row. After a crash anywhere the same request again goes on where it stopped.
 * Source: PRODUCT.md A5, A6, A9; SECURITY B6.
 */
export async function renewPassword<T>(renewal: Renewal<T>): Promise<T> {
  const { known, origin } = renewal;
  assertAcceptable(renewal);
  const lease = { what: `password#${known.user.userId}`, by: newSecret(), seconds: leaseSeconds };
  const isOurs = await takeClaim(lease, origin.now);
  if (!isOurs) throw new Refusal("password.being-changed", { retryAfterSeconds: leaseSeconds });
  try {
    const done = await renewAlone(renewal);
    await releaseClaim(lease);
    return done;
  } catch (error) {
    if (error instanceof Refusal) await releaseClaim(lease);
    throw error;
  }
}

async function renewAlone<T>(renewal: Renewal<T>): Promise<T> {
  const { user } = await openKnown(renewal);
  // Only who has proved himself with this nonce comes here with it again, so that nothing can be guessed.
  const isSet = user.passwordIntent === renewal.nonce && (await isPresent(renewal));
  if (!isSet) {
    await renewal.prove();
    await intend(renewal);
    await setInCognito(renewal);
  }
  return renewal.finish(await openKnown(renewal));
}

async function openKnown({ known, stillOpen }: Pick<Renewal<unknown>, "known" | "stillOpen">): Promise<Known> {
  const now = await readKnown(known.scope, known.user.userId);
  if (now?.user.status !== "active") throw new Refusal("session.required");
  stillOpen(now);
  return now;
}

function assertAcceptable({ known, password, pointer }: Renewal<unknown>): void {
  const broken = brokenRules(password, passwordContextOf(known.user, known.practice));
  if (broken.length > 0) throw new Refusal("password.refused", { errors: passwordErrors(broken, pointer) });
}

async function isPresent({ known, password, origin }: Renewal<unknown>): Promise<boolean> {
  const userName = known.user.userId;
  const ticket = await ticketFor(userName, origin.now);
  const { verdict } = await verifyPassword({ userName, password, ticket, address: origin.address ?? "" });
  return verdict === "right" || verdict === "right-needs-totp";
}

async function intend({ known, nonce, origin }: Renewal<unknown>): Promise<void> {
  await commit(origin, {
    changes: [
      update("practice", keys.user(known.scope, known.user.userId), {
        set: { passwordIntent: nonce },
        expect: { status: "active" },
        refusal: "password.being-changed",
      }),
    ],
    deeds: [{ action: "password.change-started", outcome: "attempted", ...subjectOf(known) }],
  });
}

async function setInCognito({ known, password, pointer, origin }: Renewal<unknown>): Promise<void> {
  const isWithin = await countRequest(`password.${known.user.userId}`, triesPerAccount, origin.now);
  if (!isWithin) throw new Refusal("request.too-many", { retryAfterSeconds: 300 });
  const verdict = await setPassword(known.user.userId, password);
  if (verdict === "set") return;
  const isUsed = verdict === "used-before";
  const code = isUsed ? "used-before" : "identity-service";
  const detail = isUsed
    ? "The password was used before. Choose one that is not among your last five."
    : "The identity service does not take this password.";
  throw new Refusal("password.refused", { errors: [{ pointer, code, detail }] });
}

/**
 * The user's row after a new password: every session, half-done sign-in and mailed link of before is over with this one
 * write; it opens nothing that is closed.
 */
export function renewedUser({ scope, user }: Known, now: Date): { change: Change; after: User } {
  const renewed = {
    securityVersion: user.securityVersion + 1,
    version: user.version + 1,
    passwordChangedAt: now.toISOString(),
    resetGeneration: (user.resetGeneration ?? 0) + 1,
  };
  const { lockedUntil: _lock, reset: _link, passwordIntent: _nonce, mustChangePassword: _told, ...kept } = user;
  const change = update("practice", keys.user(scope, user.userId), {
    set: renewed,
    remove: ["lockedUntil", "reset", "passwordIntent", "mustChangePassword"],
    expect: { status: "active", version: user.version, securityVersion: user.securityVersion },
    refusal: "request.busy",
  });
  return { change, after: { ...kept, ...renewed } };
}

/** The notice to the owner, whoever it was. */
export function changedLetter({ user, practice }: Known, { now, address = "" }: Origin): Mail {
  return {
    letter: "password-changed",
    to: user.email,
    subjectId: user.userId,
    subjectName: fullNameOf(user),
    params: {
      practiceName: practice.name,
      firstName: user.firstName,
      at: inZone(now, practice.timeZone),
      address,
    },
    secret: { kind: "page-link", page: "forgot" },
  };
}

/** The rules of a person's new password as a page shows them. */
export function rulesView(user: User, practice: Practice) {
  const { words, ...rules } = passwordContextOf(user, practice);
  return { ...rules, words: [...words] };
}
