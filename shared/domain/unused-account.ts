import type { Policy } from "./policy.ts";

/** Days before the end of an account that nobody uses at which its owner is mailed; nobody is disabled without both. */
export const warningDays = [14, 3] as const;
/** Days before an account's last day at which the managers are told. */
export const endNoticeDays = 14;
const dayMs = 86_400_000;

/** How far the practice got with an account that nobody uses. A sign-in, or other days in the policy, make it void. */
export interface UnusedNotice {
  /** The last use that it is about. */
  readonly since: string;
  /** The policy's days at the time. */
  readonly days: number;
  /** Letters to the owner so far; none where accounts are only marked. */
  readonly letters: 0 | 1 | 2;
  /** Not before this moment is the account disabled. */
  readonly disablesAt?: string;
}

/** What is known of an account's use. */
interface Used {
  readonly status: string;
  readonly lastSignInAt?: string | undefined;
  readonly registeredAt?: string | undefined;
  readonly enabledAt?: string | undefined;
  readonly unusedNotice?: UnusedNotice | undefined;
}

/** What is next to be done about an account that nobody uses. */
export type UnusedStep =
  | { readonly step: "flag" | "warn"; readonly notice: UnusedNotice }
  | { readonly step: "disable" };

/** When an account was last used: a sign-in, the registration, or that somebody enabled it. */
export function lastUseOf({ lastSignInAt, registeredAt, enabledAt }: Used): string | undefined {
  return [lastSignInAt, registeredAt, enabledAt]
    .filter((moment) => moment !== undefined)
    .toSorted()
    .at(-1);
}

/**
 * The next step about an account that nobody uses, undefined when there is none now. Whoever asks late finds one step and
 * not all of them: between each letter and what it announces lie the days that it promised. Source: PRODUCT.md U14.
 */
export function unusedStepOf(user: Used, { unusedAccounts }: Policy, now: Date): UnusedStep | undefined {
  const { mode, days } = unusedAccounts;
  const since = lastUseOf(user);
  if (mode === "off" || user.status !== "active" || since === undefined) return undefined;
  const { unusedNotice } = user;
  const notice = unusedNotice?.since === since && unusedNotice.days === days ? unusedNotice : undefined;
  if (mode === "disable") return endingStep(notice ?? { since, days, letters: 0 }, now);
  const isMarked = notice !== undefined || now.getTime() < unusedAt({ since, days });
  return isMarked ? undefined : { step: "flag", notice: { since, days, letters: 0 } };
}

const unusedAt = ({ since, days }: Pick<UnusedNotice, "since" | "days">) => Date.parse(since) + days * dayMs;

function endingStep(notice: UnusedNotice, now: Date): UnusedStep | undefined {
  const { letters, disablesAt } = notice;
  const endsAt = Math.max(unusedAt(notice), disablesAt ? Date.parse(disablesAt) : 0);
  if (letters === 2) return now.getTime() < endsAt ? undefined : { step: "disable" };
  const noticeMs = warningDays[letters] * dayMs;
  if (now.getTime() < endsAt - noticeMs) return undefined;
  const notBefore = new Date(Math.max(endsAt, now.getTime() + noticeMs)).toISOString();
  return { step: "warn", notice: { ...notice, letters: letters === 0 ? 1 : 2, disablesAt: notBefore } };
}

/** Whether the managers are to be told now that an account ends, once for each last day. Source: PRODUCT.md U6. */
export function isEndDue(
  { status, expiresAt, endToldOf }: { status: string; expiresAt?: string | undefined; endToldOf?: string | undefined },
  now: Date,
): boolean {
  if (status !== "active" || expiresAt === undefined || endToldOf === expiresAt) return false;
  const leftMs = Date.parse(expiresAt) - now.getTime();
  return leftMs > 0 && leftMs <= endNoticeDays * dayMs;
}
