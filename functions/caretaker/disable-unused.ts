import { changedUser, countChange } from "../../shared/data/account-change.ts";
import { update } from "../../shared/data/changes.ts";
import { commit } from "../../shared/data/commit.ts";
import { epcsLoss } from "../../shared/data/epcs-loss.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import type { PracticeScope } from "../../shared/domain/practice-scope.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { lastUseOf } from "../../shared/domain/unused-account.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { careOrigin } from "./care-origin.ts";
import { unchanged } from "./unchanged.ts";

/** Whose accounts are looked through, and when. */
export interface Looking {
  readonly scope: PracticeScope;
  readonly practice: Practice;
  readonly now: Date;
}

/**
 * Disables an account that nobody used, and with it his EPCS marks, unless somebody just did, or it is the last administrator's:
 * then nothing happens.
 */
export async function disableUnused({ scope, practice, now }: Looking, before: User): Promise<void> {
  const after = changedUser({ before, set: { status: "disabled" } });
  const loss = await epcsLoss({ scope, practice, before, after, now, at: inZone(now, practice.timeZone) });
  try {
    await commit(careOrigin(scope, now), {
      changes: [
        ...countChange(scope, before, after),
        update("practice", keys.user(scope, before.userId), {
          set: { status: after.status, ...loss.set, version: after.version, securityVersion: after.securityVersion },
          ...unchanged(before),
        }),
      ],
      deeds: [
        {
          action: "user.unused-disabled",
          subjectId: after.userId,
          subjectName: fullNameOf(after),
          subjectVersion: after.version,
          reason: `not used since ${lastUseOf(before)}`,
          changes: { status: { before: before.status, after: after.status } },
        },
        ...loss.deeds,
      ],
      mails: loss.mails,
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
