import type * as z from "zod/mini";
import type { UserQuery } from "../../shared/contract/user-list.ts";
import type { Question } from "../../shared/domain/directory.ts";

/** What a list of users is asked: the same for the page on the screen and for its export. */
export function questionOf(asked: Omit<z.output<typeof UserQuery>, "limit" | "cursor">): Question {
  const { search, direction, lastSignInBefore, endsBefore, ...rest } = asked;
  const { sort = search ? undefined : usualSort(asked), ...filters } = rest;
  return { search, sort, isDescending: direction === "descending", filters, lastSignInBefore, endsBefore };
}

/** Who is looked for by a moment is listed by it. */
function usualSort({ lastSignInBefore, endsBefore }: Pick<Question, "lastSignInBefore" | "endsBefore">) {
  if (lastSignInBefore) return "lastSignInAt" as const;
  return endsBefore ? ("expiresAt" as const) : undefined;
}
