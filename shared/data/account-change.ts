import type { PracticeScope } from "../domain/practice-scope.ts";
import { isUnlimitedAdministrator } from "../domain/unlimited-administrator.ts";
import type { User } from "../domain/user.ts";
import { update } from "./changes.ts";
import type { Change } from "./commit.ts";
import { keys } from "./keys.ts";

/** A user as he is, and what of him becomes different. */
export interface AccountChange {
  readonly before: User;
  readonly set: Partial<Pick<User, "status" | "roles" | "enabledAt" | "epcs">>;
}

/** The user after the change: a higher `securityVersion` ends all his sessions with this one write. */
export function changedUser({ before, set }: AccountChange): User {
  return { ...before, ...set, version: before.version + 1, securityVersion: before.securityVersion + 1 };
}

/**
 * The writes of a change of status or roles. Where the number of administrators who can always sign in changes, the practice's
 * count does in the same transaction, and never below one: two who demote each other at once cannot both succeed.
 * Source: RULINGS 3; SECURITY A23.
 */
export function accountChanges(scope: PracticeScope, change: AccountChange): Change[] {
  const { version, securityVersion } = changedUser(change);
  const { before } = change;
  return [
    ...countChange(scope, change.before, changedUser(change)),
    update("practice", keys.user(scope, before.userId), {
      set: { ...change.set, version, securityVersion },
      expect: { version: before.version, status: before.status },
      refusal: "request.changed-meanwhile",
    }),
  ];
}

/** Keeps the practice's number of administrators who can always sign in, and refuses to take the last one away. */
export function countChange(scope: PracticeScope, before: User, after: User): Change[] {
  const by = Number(isUnlimitedAdministrator(after)) - Number(isUnlimitedAdministrator(before));
  if (by === 0) return [];
  return [
    update("practice", keys.practice(scope), {
      add: { administrators: by },
      ...(by < 0 ? { atLeast: { administrators: 2 } } : {}),
      refusal: "user.last-administrator",
    }),
  ];
}
