import { changedUser, countChange } from "../../shared/data/account-change.ts";
import { update } from "../../shared/data/changes.ts";
import { commit } from "../../shared/data/commit.ts";
import { keys } from "../../shared/data/keys.ts";
import type { PracticeScope } from "../../shared/domain/practice-scope.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { lastUseOf } from "../../shared/domain/unused-account.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import { careOrigin } from "./care-origin.ts";
import { unchanged } from "./unchanged.ts";

/** Disables an account that nobody used, unless somebody just did, or it is the last administrator's: then nothing happens. */
export async function disableUnused(scope: PracticeScope, before: User, now: Date): Promise<void> {
  const after = changedUser({ before, set: { status: "disabled" } });
  try {
    await commit(careOrigin(scope, now), {
      changes: [
        ...countChange(scope, before, after),
        update("practice", keys.user(scope, before.userId), {
          set: { status: after.status, version: after.version, securityVersion: after.securityVersion },
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
      ],
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
