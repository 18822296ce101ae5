import { businessDaysBetween } from "./business-day.ts";
import { wallTimeAt } from "./wall-clock.ts";

/** What is known of when an account's files came. Times are ISO 8601, UTC. */
export interface Arrivals {
  readonly lastFileAt?: string | undefined;
  /** Dates in the practice's zone on which files came, in any order: the newest of them count. */
  readonly days?: ReadonlySet<string> | undefined;
  /** Business days without a file after which somebody is told; 0: never. Absent: as `defaultSilenceDays`. */
  readonly silenceDays?: number | undefined;
  /** The last file about whose silence people were told. */
  readonly silenceToldOf?: string | undefined;
}

export const defaultSilenceDays = 3;
/** The dates that are looked at to know what is usual. */
export const daysKept = 10;
/** On fewer days files came by chance, not usually. */
const leastDays = 3;

/** What is told of a silence. */
export interface Silence {
  readonly lastFileAt: string;
  /** Whole business days without a file, up to and without today. */
  readonly businessDays: number;
}

/**
 * Whether an account that usually gets files has gone silent: no file for more whole business days than is set, and more than
 * ever lay between its latest files, so that who sends once a week is not asked after three days. Weekends and public holidays
 * do not count. Of one silence people are told once. Source: PRODUCT.md S6.
 * @returns undefined when nobody is to be told now
 */
export function silenceOf(arrivals: Arrivals, timeZone: string, now: Date): Silence | undefined {
  const { lastFileAt, silenceDays = defaultSilenceDays, silenceToldOf } = arrivals;
  const days = newestDays(arrivals.days);
  if (lastFileAt === undefined || silenceDays === 0 || silenceToldOf === lastFileAt) return undefined;
  if (days.length < leastDays) return undefined;
  const last = wallTimeAt(new Date(lastFileAt), timeZone).date;
  const businessDays = businessDaysBetween(last, wallTimeAt(now, timeZone).date);
  return businessDays >= Math.max(silenceDays, usualGap(days) + 1) ? { lastFileAt, businessDays } : undefined;
}

/** The newest dates, oldest first. */
export function newestDays(days: ReadonlySet<string> | undefined): string[] {
  return [...(days ?? [])].toSorted().slice(-daysKept);
}

/** The most business days that lay between two of the dates. */
function usualGap(days: readonly string[]): number {
  return Math.max(...days.slice(1).map((day, i) => businessDaysBetween(days[i] ?? day, day)));
}
