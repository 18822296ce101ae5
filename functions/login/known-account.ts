import type { Practice } from "../../shared/domain/practice.ts";
import type { PracticeScope } from "../../shared/domain/practice-scope.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";

/** Who a typed name stands for, as far as anybody has it. */
export interface Known {
  readonly scope: PracticeScope;
  readonly user: User;
  readonly practice: Practice;
}

/** What an event says of the account. */
export function subjectOf(known: Known | undefined) {
  return known ? { subjectId: known.user.userId, subjectName: fullNameOf(known.user) } : {};
}
