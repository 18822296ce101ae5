import type { AuditAction } from "./audit-action.ts";
import { dateAfter, momentOf } from "./wall-clock.ts";

/** Every change of who may do what in EPCS, and every try that was refused: what the daily list holds. Source: 21 CFR 1311.150. */
export const epcsActions = [
  ...(["epcs.designated", "epcs.undesignated", "epcs.proposed", "epcs.revised", "epcs.cancelled"] as const),
  ...(["epcs.granted", "epcs.revoked", "epcs.suspended", "epcs.refused"] as const),
] as const satisfies readonly AuditAction[];

/** One line of a daily list: an event of the log, as it was then. */
export interface EpcsLine {
  readonly eventId: string;
  readonly at: string;
  readonly action: (typeof epcsActions)[number];
  readonly actorName: string;
  readonly subjectName?: string;
  readonly reason?: string;
}

/** The list of one day of a practice, as it is stored; written once. */
export interface EpcsDay {
  readonly practiceId: string;
  /** By the practice's calendar, such as 2026-11-21. */
  readonly date: string;
  readonly lines: readonly EpcsLine[];
  /** All that happened, also what the list is too short for; the audit log holds it. */
  readonly count: number;
  readonly writtenAt: string;
}

/** Lines that a list keeps. */
export const linesAtMost = 200;

/** Minutes after midnight by the practice's clock when the list of the day before is due: by then every event can be found. */
const minutesAfter = 10;

/** What a day is: the moments between which it lies, and when its list is due. */
export function epcsDayOf(date: string, timeZone: string): { from: Date; to: Date; dueAt: Date } {
  const next = dateAfter(date, 1);
  return {
    from: momentOf(date, 0, timeZone),
    to: momentOf(next, 0, timeZone),
    dueAt: momentOf(next, minutesAfter, timeZone),
  };
}
