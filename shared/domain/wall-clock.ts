/** What the clock on a practice's wall shows: date, day of the week and the minute of the day. */
export interface WallTime {
  /** Such as `2026-11-21`. */
  readonly date: string;
  /** 0 is Monday, 6 is Sunday. */
  readonly weekday: number;
  /** 0 to 1439. */
  readonly minute: number;
}

const minuteMs = 60_000;
export const dayMinutes = 1440;
const clocks = new Map<string, Intl.DateTimeFormat>();

/**
 * What the clock on the wall shows at a moment in a zone; an hour that comes twice shows twice.
 * @param timeZone an IANA name
 */
export function wallTimeAt(at: Date, timeZone: string): WallTime {
  return wallTimeOf(wallMsAt(at, timeZone));
}

/** How far the clock on the wall is ahead of UTC. */
export function offsetMinutesAt(at: Date, timeZone: string): number {
  return Math.round((wallMsAt(at, timeZone) - Math.floor(at.getTime() / 1000) * 1000) / minuteMs);
}

/**
 * The first moment at which the clock shows this date and minute; where it leaps over them, the moment of the leap.
 * @param date such as `2026-11-21`
 */
export function momentOf(date: string, minute: number, timeZone: string): Date {
  const wanted = Date.parse(`${date}T00:00:00Z`) + minute * minuteMs;
  const around = [-dayMinutes, dayMinutes].map((away) => offsetMinutesAt(new Date(wanted + away * minuteMs), timeZone));
  const candidates = around.map((offset) => wanted - offset * minuteMs).sort((a, b) => a - b);
  const exact = candidates.find((ms) => wallMsAt(new Date(ms), timeZone) === wanted);
  return exact === undefined ? shiftWithin(candidates, timeZone) : new Date(exact);
}

/** The next date on the calendar. */
export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMinutes * minuteMs).toISOString().slice(0, 10);
}

/**
 * The moment after `from` and not after `to` at which the clock on the wall is set forward or back, by halving.
 * Both ends are whole minutes.
 */
export function shiftBetween(from: Date, to: Date, timeZone: string): Date | undefined {
  const before = offsetMinutesAt(from, timeZone);
  if (offsetMinutesAt(to, timeZone) === before) return undefined;
  let [low, high] = [from.getTime(), to.getTime()];
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
    if (offsetMinutesAt(new Date(middle), timeZone) === before) low = middle;
    else high = middle;
  }
  return new Date(high);
}

function shiftWithin([first = 0, last = 0]: readonly number[], timeZone: string): Date {
  return shiftBetween(new Date(first), new Date(last), timeZone) ?? new Date(last);
}

function wallTimeOf(wallMs: number): WallTime {
  const shown = new Date(wallMs);
  return {
    date: shown.toISOString().slice(0, 10),
    weekday: (shown.getUTCDay() + 6) % 7,
    minute: shown.getUTCHours() * 60 + shown.getUTCMinutes(),
  };
}

/** The wall clock's reading as if it were UTC, in whole seconds. */
function wallMsAt(at: Date, timeZone: string): number {
  const read: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of clockOf(timeZone).formatToParts(at)) read[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** A formatter is dear to make and lives as long as the process; there are some 600 zones at most. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  clocks.set(timeZone, clock);
  return clock;
}
