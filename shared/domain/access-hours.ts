import { dateAfter, dayMinutes, shiftBetween, wallTimeAt } from "./wall-clock.ts";

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof weekdays)[number];

/** Windows that may begin on one day. */
export const windowsPerDay = 3;
/** Days on which a practice may say that it is closed. */
export const mostClosures = 60;
/** Hours that one on-call extension lasts at most. Source: PRODUCT.md U7. */
export const onCallHours = 12;

/**
 * A time of the day in which a person may be in. Minutes after midnight, 0 to 1439, as the clock on the wall shows them.
 * Where `toMinute` is not later than `fromMinute` it is of the next day: 22:00 to 06:00, or 00:00 to 00:00 for a whole day.
 */
export interface HoursWindow {
  readonly fromMinute: number;
  readonly toMinute: number;
}
/** When a person may be in, by the day on which a window begins; a day left out has none. */
export type AccessHours = Readonly<Partial<Record<Weekday, readonly HoursWindow[]>>>;

/** The same hours in lists of their own, as replies want them. */
export function copyOfHours(accessHours: AccessHours): { [day: string]: HoursWindow[] } {
  return Object.fromEntries(Object.entries(accessHours).map(([day, windows]) => [day, [...windows]]));
}

/** A date of the practice on which no window begins. */
export interface Closure {
  readonly date: string;
  readonly name: string;
}

/** Everything that decides whether the hours let a person in. */
export interface HoursFacts {
  /** Absent: at any time. */
  readonly accessHours?: AccessHours | undefined;
  /** Whatever the hours say, the person may be in until then. */
  readonly onCallUntil?: string | undefined;
  readonly timeZone: string;
  readonly closures?: readonly Closure[] | undefined;
}

/** Whether the hours let the person in at this moment, by the clock on the practice's wall. Source: PRODUCT.md U7. */
export function isWithin(facts: HoursFacts, at: Date): boolean {
  const { accessHours, onCallUntil, timeZone } = facts;
  if (!accessHours || isOnCall(onCallUntil, at)) return true;
  const { date, minute } = wallTimeAt(at, timeZone);
  const isToday = windowsOf(facts, date).some(
    ({ fromMinute, toMinute }) => minute >= fromMinute && (isOvernight({ fromMinute, toMinute }) || minute < toMinute),
  );
  return isToday || windowsOf(facts, dateAfter(date, -1)).some((each) => isOvernight(each) && minute < each.toMinute);
}

/**
 * When the window that is open now ends; windows that touch count as one.
 * @returns undefined outside of the hours, and where they do not end within eight days
 */
export function endOfWindow(facts: HoursFacts, now: Date): Date | undefined {
  if (!facts.accessHours || !isWithin(facts, now)) return undefined;
  return firstMoment(facts, now, { days: 8, is: (at) => !isWithin(facts, at) });
}

/** When the next window begins. @returns undefined inside of the hours, and where none begins within seventy days */
export function nextWindow(facts: HoursFacts, now: Date): Date | undefined {
  if (isWithin(facts, now)) return undefined;
  return firstMoment(facts, now, { days: 70, is: (at) => isWithin(facts, at) });
}

/** Whether a window ends on the day after it began. */
export function isOvernight({ fromMinute, toMinute }: HoursWindow): boolean {
  return toMinute <= fromMinute;
}

/** The windows that begin on a date: those of its weekday, and none where the practice is closed. */
export function windowsOf({ accessHours, closures }: HoursFacts, date: string): readonly HoursWindow[] {
  if (closures?.some((closure) => closure.date === date)) return [];
  const day = weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7];
  return (day && accessHours?.[day]) ?? [];
}

function isOnCall(onCallUntil: string | undefined, at: Date): boolean {
  return onCallUntil !== undefined && at < new Date(onCallUntil);
}

/** The first moment after `now` at which something holds that only an edge of a window can make true or false. */
function firstMoment(
  facts: HoursFacts,
  now: Date,
  { days, is }: { days: number; is: (at: Date) => boolean },
): Date | undefined {
  const last = now.getTime() + days * dayMinutes * 60_000;
  let at = now;
  while (at.getTime() <= last) {
    at = nextEdge(facts, at);
    if (is(at)) return at;
  }
  return undefined;
}

/**
 * The next moment at which the answer may change: an edge of a window, midnight, the end of the extension, or the moment
 * at which the clock on the wall is set forward or back, after which its reading is looked at anew.
 */
function nextEdge(facts: HoursFacts, at: Date): Date {
  const { timeZone, onCallUntil } = facts;
  const whole = new Date(Math.floor(at.getTime() / 60_000) * 60_000);
  const { date, minute } = wallTimeAt(whole, timeZone);
  const own = windowsOf(facts, date).flatMap(({ fromMinute, toMinute }) => [fromMinute, toMinute]);
  const before = windowsOf(facts, dateAfter(date, -1)).map(({ toMinute }) => toMinute);
  const later = [...own, ...before, dayMinutes].filter((edge) => edge > minute);
  const edge = new Date(whole.getTime() + (Math.min(...later) - minute) * 60_000);
  const shift = shiftBetween(whole, edge, timeZone);
  const moments = [edge, shift, onCallUntil && isOnCall(onCallUntil, at) ? new Date(onCallUntil) : undefined];
  return new Date(Math.min(...moments.filter((each) => each !== undefined).map((each) => each.getTime())));
}
