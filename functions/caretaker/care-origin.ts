import type { Origin } from "../../shared/audit/event.ts";
import type { PracticeScope } from "../../shared/domain/practice-scope.ts";

/** Nobody asked for it but the clock. */
export function careOrigin({ practiceId }: PracticeScope, now: Date): Origin {
  return { practiceId, actorId: "caretaker", actorName: "Gatehouse", now };
}
