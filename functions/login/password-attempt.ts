import { installation, type Origin } from "../../shared/audit/event.ts";
import { type AccountPlace, findAccount } from "../../shared/data/accounts.ts";
import { isMark } from "../../shared/data/browsers.ts";
import { commit } from "../../shared/data/commit.ts";
import { type Account, readTries, reserveTry, takeClaim } from "../../shared/data/counters.ts";
import { keys } from "../../shared/data/keys.ts";
import { readTogether } from "../../shared/data/sessions.ts";
import { type LockRule, passwordRule } from "../../shared/domain/lockout.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import type { PracticeScope } from "../../shared/domain/practice-scope.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import { keyedHash, newSecret } from "../../shared/secrets/codes.ts";
import { browserHash, counterOf } from "./browser-hash.ts";
import { type Known, subjectOf } from "./known-account.ts";
import { isTold, lockWork } from "./tell-lock.ts";

/** One try of a password that was reserved and may now be evaluated. */
export interface PasswordAttempt {
  readonly known: Known | undefined;
  readonly account: Account;
  /** Cognito's name for it; for a name nobody has, one that Cognito answers alike. */
  readonly userName: string;
  readonly rule: LockRule;
  readonly fails: number;
  readonly origin: Origin;
}

/** A name as it is compared: folded, in one Unicode form, without blanks around it and without the invisible signs that mails bring. */
export function nameAsCompared(identifier: string): string {
  return identifier
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .trim()
    .toLowerCase();
}

/**
 * Reserves a try before anything is verified, for known and unknown names alike, and tells it to the audit log.
 * @throws Refusal `sign-in.refused` while the name is locked; that changes no counter
 */
export async function beginAttempt(
  { identifier, browserId }: { identifier: string; browserId: string | undefined },
  origin: Origin,
): Promise<PasswordAttempt> {
  const name = nameAsCompared(identifier);
  const place = await findAccount(name);
  const browser = place && browserId ? browserHash(place.userId, browserId) : undefined;
  const { known, isMarked } = place ? await readMarked(place, browser, origin.now) : nobody;
  const hash = await keyedHash("unknown-name", name);
  const account: Account = known
    ? { id: known.user.userId, factor: "password", ...(isMarked && browser ? { browser: counterOf(browser) } : {}) }
    : { id: `?${hash}`, factor: "password", isUnknown: true };
  const rule = passwordRule(policyOf(known?.practice.policy), known?.user.roles);
  return reserved({ known, account, userName: known?.user.userId ?? `unknown-${hash}`, rule, origin });
}

/** The same for somebody who is signed in and proves himself again: one counter for both. Source: SECURITY attack 4. */
export function beginAttemptOf(known: Known, origin: Origin): Promise<PasswordAttempt> {
  const { userId } = known.user;
  const rule = passwordRule(policyOf(known.practice.policy), known.user.roles);
  return reserved({ known, account: { id: userId, factor: "password" }, userName: userId, rule, origin });
}

async function reserved(wanted: Omit<PasswordAttempt, "fails">): Promise<PasswordAttempt> {
  const origin = originFor(wanted.known, wanted.origin);
  const reservation = await reserveTry(wanted.account, wanted.rule, origin.now);
  if (!reservation.isGranted) return refuseLocked({ ...wanted, origin }, reservation.until);
  await commit(origin, {
    changes: [],
    deeds: [{ action: "sign-in.attempted", outcome: "attempted", ...subjectOf(wanted.known) }],
  });
  return { ...wanted, fails: reservation.fails, origin };
}

/** An account with its practice, strongly consistent. */
export async function readKnown(scope: PracticeScope, userId: string): Promise<Known | undefined> {
  const { user, practice } = await readTogether(scope, userId, keys.tries(userId, "password"));
  return user && practice ? { scope, user, practice } : undefined;
}

const nobody = { known: undefined, isMarked: false } as const;

/** The same, and whether a browser is one that the account knows, by the mark in the place of the tries. */
async function readMarked({ scope, userId }: AccountPlace, browser: string | undefined, now: Date) {
  const held = browser ? keys.browser(userId, browser) : keys.tries(userId, "password");
  const { held: mark, user, practice } = await readTogether<Record<string, unknown>>(scope, userId, held);
  const known: Known | undefined = user && practice ? { scope, user, practice } : undefined;
  return { known, isMarked: browser !== undefined && isMark(mark, now) };
}

/** The origin of what is done about an account: its practice and person once they are known. */
export function originFor(known: Known | undefined, origin: Origin): Origin {
  if (!known) return { ...origin, practiceId: installation };
  const { user, scope } = known;
  return {
    ...origin,
    practiceId: scope.practiceId,
    actorId: user.userId,
    actorName: fullNameOf(user),
    // A session that proves itself again keeps the roles chosen for it.
    roles: origin.roles ?? user.roles,
  };
}

/** One event per account and minute, however many tries: who takes the minute's claim tells it. Source: RULINGS 5. */
async function refuseLocked(
  { known, account, origin }: Pick<PasswordAttempt, "known" | "account" | "origin">,
  until: Date | undefined,
): Promise<never> {
  const minute = Math.floor(origin.now.getTime() / 60_000);
  const counter = `${account.id}${account.browser ?? ""}`;
  const claim = { what: `locked#${counter}#${minute}`, by: newSecret(), seconds: 60 };
  const isFirst = await takeClaim(claim, origin.now);
  const reason = until ? "locked" : "disabled-after-100-failures";
  if (isFirst) {
    const refused = { action: "sign-in.refused", outcome: "refused", reason, ...subjectOf(known) } as const;
    const lock =
      known && until && (await isUntold(known, { account, until, now: origin.now }))
        ? lockWork(known, { until, origin, account })
        : undefined;
    await commit(origin, {
      changes: lock?.changes ?? [],
      deeds: [refused, ...(lock?.deeds ?? [])],
      mails: lock?.mails ?? [],
    });
  }
  throw new Refusal("sign-in.refused");
}

/** The try that locked tells it itself, unless it crashed: after this time it is not at work any more. */
const longestTryMs = 30_000;

async function isUntold(
  known: Known,
  { account, until, now }: { account: Account; until: Date; now: Date },
): Promise<boolean> {
  if (isTold(known, until)) return false;
  const { lastAt } = await readTries(account);
  return lastAt !== undefined && now.getTime() - lastAt.getTime() > longestTryMs;
}
