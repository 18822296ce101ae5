import type { Deed } from "../../shared/audit/event.ts";
import { update } from "../../shared/data/changes.ts";
import { commit } from "../../shared/data/commit.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import type { PracticeScope } from "../../shared/domain/practice-scope.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { UnusedNotice, UnusedStep } from "../../shared/domain/unused-account.ts";
import { fullNameOf, type Listed, type User } from "../../shared/domain/user.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { careOrigin } from "./care-origin.ts";
import { unchanged } from "./unchanged.ts";

/** What was found about a user at this look. */
export interface Finding {
  readonly user: User;
  readonly isEnding: boolean;
  readonly unused: UnusedStep | undefined;
}

/** A practice at the moment of a look, and which managers are told. */
export interface Look {
  readonly scope: PracticeScope;
  readonly practice: Practice;
  readonly managers: readonly Listed[];
  readonly now: Date;
}

/** Users of one transaction: with each a row, a letter and two events, and the managers' letters, it stays below 100 items. */
const atOnce = 15;

/** Writes what was found into the users' rows together with its letters, so that each is sent once. */
export async function tell(look: Look, findings: readonly Finding[]): Promise<void> {
  const news = findings.filter(({ isEnding, unused }) => isEnding || (unused && unused.step !== "disable"));
  for (let at = 0; at < news.length; at += atOnce) {
    const some = news.slice(at, at + atOnce);
    if (await tellSome(look, some)) continue;
    // Somebody of them has just signed in or was changed: the others are told all the same.
    for (const one of some) await tellSome(look, [one]);
  }
}

async function tellSome(look: Look, findings: readonly Finding[]): Promise<boolean> {
  const [first, ...others] = findings.flatMap(deedsOf);
  if (!first) return true;
  try {
    await commit(careOrigin(look.scope, look.now), {
      changes: findings.map(({ user, isEnding, unused }) =>
        update("practice", keys.user(look.scope, user.userId), {
          set: {
            ...(isEnding && { endToldOf: user.expiresAt }),
            ...(unused && unused.step !== "disable" && { unusedNotice: unused.notice }),
          },
          ...unchanged(user),
        }),
      ),
      deeds: [first, ...others],
      mails: [...ownersLetters(look, findings), ...managersLetters(look, findings)],
    });
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function deedsOf({ user, isEnding, unused }: Finding): Deed[] {
  const about = { subjectId: user.userId, subjectName: fullNameOf(user) };
  return [
    ...(isEnding ? [{ ...about, action: "user.end-told" as const, reason: `ends ${user.expiresAt}` }] : []),
    ...(unused && unused.step !== "disable" ? [{ ...about, ...unusedDeed(unused.step, unused.notice) }] : []),
  ];
}

function unusedDeed(step: "flag" | "warn", { since, disablesAt }: UnusedNotice): Pick<Deed, "action" | "reason"> {
  return step === "flag"
    ? { action: "user.found-unused", reason: `not used since ${since}` }
    : { action: "user.unused-warned", reason: `not used since ${since}, disabled after ${disablesAt}` };
}

function ownersLetters({ practice, now }: Look, findings: readonly Finding[]): Mail[] {
  return findings.flatMap(({ user, unused }): Mail[] => {
    if (unused?.step !== "warn") return [];
    const { since, disablesAt } = unused.notice;
    return [
      {
        letter: "account-unused",
        to: user.email,
        subjectId: user.userId,
        subjectName: fullNameOf(user),
        params: {
          practiceName: practice.name,
          firstName: user.firstName,
          lastUsed: inZone(new Date(since), practice.timeZone),
          until: inZone(new Date(disablesAt ?? now), practice.timeZone),
        },
        secret: { kind: "page-link", page: "signin" },
      },
    ];
  });
}

function managersLetters({ practice, managers }: Look, findings: readonly Finding[]): Mail[] {
  const accounts = findings.flatMap((finding) => linesOf(finding, practice)).join("; ");
  if (accounts === "") return [];
  return managers.map((manager) => ({
    letter: "accounts-ending",
    to: manager.email,
    subjectId: manager.userId,
    subjectName: fullNameOf(manager),
    params: { practiceName: practice.name, firstName: manager.firstName, accounts },
    secret: { kind: "page-link", page: "users" },
  }));
}

/** What managers read of a finding; of the second letter to an owner they are not told again. */
function linesOf({ user, isEnding, unused }: Finding, { timeZone }: Practice): string[] {
  const day = (moment: string) => inZone(new Date(moment), timeZone);
  const name = fullNameOf(user);
  const notice = unused && unused.step !== "disable" && unused.notice.letters < 2 ? unused.notice : undefined;
  const ending = notice?.disablesAt ? `disabled after ${day(notice.disablesAt)} unless used` : "left as it is";
  return [
    ...(isEnding && user.expiresAt ? [`${name}: ends ${day(user.expiresAt)}`] : []),
    ...(notice ? [`${name}: not used since ${day(notice.since)}, ${ending}`] : []),
  ];
}
