import type { practiceRoutes } from "../../shared/contract/practices.ts";
import type { BreakGlassMark } from "../../shared/domain/break-glass.ts";
import type { Operation } from "../../shared/http/call.ts";

/** Who may break the glass; the session check has read it already. */
export const getBreakGlassPeople: Operation<typeof practiceRoutes.getBreakGlassPeople> = async ({ caller }) =>
  peopleOf(caller.practice.breakGlassMarks ?? {});

/** The marks as a list by name. */
export function peopleOf(marks: Readonly<Record<string, BreakGlassMark>>) {
  const people = Object.entries(marks).map(([userId, mark]) => ({ userId, ...mark }));
  return { people: people.sort((one, other) => one.name.localeCompare(other.name)) };
}
