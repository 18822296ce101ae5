import type { Permission } from "../../../../shared/domain/permission.ts";
import { users } from "./calls.ts";

interface Asked {
  readonly userId: string;
  readonly reason: string;
  readonly intention: string;
}
interface BulkAction {
  readonly title: string;
  /** After "18 of 20 ". */
  readonly done: string;
  readonly permission: Permission;
  /** What will be so for each of them; absent where nothing is asked before. */
  readonly consequence?: string;
  /** The least length of the reason, where there must be one. */
  readonly reasonOf?: number;
  readonly run: (asked: Asked) => Promise<unknown>;
}

/** What can be done to several users at once: each by the same call as on the user's own page, with the same rules. */
export const bulkActions = {
  unlock: {
    title: "Unlock",
    done: "unlocked",
    permission: "users:unlock",
    run: ({ userId, intention }) => users.unlockUser({ path: { userId }, body: {}, intention }),
  },
  "end-sessions": {
    title: "End sessions",
    done: "signed out everywhere",
    permission: "users:end-sessions",
    consequence: "Every browser of these people is signed out at the next click. A mail tells them that it was you.",
    run: ({ userId, intention }) => users.endUserSessions({ path: { userId }, intention }),
  },
  "reset-second-step": {
    title: "Reset 2-step",
    done: "reset",
    permission: "users:reset-second-step",
    consequence:
      "They set 2-step verification up again at the next sign-in. Their sessions end and their recovery codes stop working. Until then the password alone leads to the set-up. Say below how you know that they asked.",
    reasonOf: 10,
    run: ({ userId, reason, intention }) => users.resetSecondStep({ path: { userId }, body: { reason }, intention }),
  },
  disable: {
    title: "Disable",
    done: "disabled",
    permission: "users:disable",
    consequence:
      "Their sessions end with the next request, and signing in is refused until somebody enables the accounts again. Nothing is deleted.",
    reasonOf: 1,
    run: ({ userId, reason, intention }) => users.disableUser({ path: { userId }, body: { reason }, intention }),
  },
} as const satisfies Record<string, BulkAction>;

export type BulkActionName = keyof typeof bulkActions;
export const bulkActionNames = Object.keys(bulkActions) as readonly BulkActionName[];
/** One of them with what not all have. */
export const bulkAction = (name: BulkActionName): BulkAction => bulkActions[name];
