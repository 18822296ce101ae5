import { dateAfter } from "./wall-clock.ts";

/** The public holidays of the United States' government, on which practices and payers rest. Dates are such as `2026-11-26`. */
const fixedHolidays = [
  { month: 1, day: 1, name: "New Year's Day", since: 1870 },
  { month: 6, day: 19, name: "Juneteenth", since: 2021 },
  { month: 7, day: 4, name: "Independence Day", since: 1870 },
  { month: 11, day: 11, name: "Veterans Day", since: 1938 },
  { month: 12, day: 25, name: "Christmas Day", since: 1870 },
] as const;

/** Those on the n-th of a weekday of a month; -1 is the last. 0 is Monday. */
const floatingHolidays = [
  { month: 1, weekday: 0, which: 3, name: "Birthday of Martin Luther King, Jr." },
  { month: 2, weekday: 0, which: 3, name: "Washington's Birthday" },
  { month: 5, weekday: 0, which: -1, name: "Memorial Day" },
  { month: 9, weekday: 0, which: 1, name: "Labor Day" },
  { month: 10, weekday: 0, which: 2, name: "Columbus Day" },
  { month: 11, weekday: 3, which: 4, name: "Thanksgiving Day" },
] as const;

const weekdayOf = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
const dateOf = (year: number, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;

/**
 * The days on which a year's public holidays are kept, by date: one on a Saturday the Friday before, one on a Sunday the Monday
 * after. A New Year's Day that is kept in the old year counts to the old year.
 * Source: 5 U.S.C. 6103(a) and (b); Executive Order 11582.
 */
export function holidaysOf(year: number): ReadonlyMap<string, string> {
  const fixed = [year, year + 1].flatMap((of) =>
    fixedHolidays
      .filter(({ since }) => of >= since)
      .map(({ month, day, name }): [string, string] => [keptOn(dateOf(of, month, day)), name]),
  );
  const floating = floatingHolidays.map((holiday): [string, string] => [nthOf(year, holiday), holiday.name]);
  return new Map([...fixed, ...floating].filter(([date]) => date.startsWith(`${year}-`)).sort());
}

function keptOn(date: string): string {
  const moved = { 5: -1, 6: 1 }[weekdayOf(date)] ?? 0;
  return dateAfter(date, moved);
}

function nthOf(year: number, { month, weekday, which }: (typeof floatingHolidays)[number]): string {
  const first = dateOf(year, month, 1);
  const firstSuch = dateAfter(first, (weekday - weekdayOf(first) + 7) % 7);
  const days = Array.from({ length: 5 }, (_, week) => dateAfter(firstSuch, week * 7));
  const inMonth = days.filter((date) => date.slice(5, 7) === first.slice(5, 7));
  return inMonth.at(which > 0 ? which - 1 : which) ?? first;
}

const known = new Map<number, ReadonlyMap<string, string>>();

/** Whether a practice is expected to work: Monday to Friday, and no public holiday. */
export function isBusinessDay(date: string): boolean {
  const year = Number(date.slice(0, 4));
  const holidays = known.get(year) ?? holidaysOf(year);
  known.set(year, holidays);
  return weekdayOf(date) < 5 && !holidays.has(date);
}

/** The most days that are counted through: more is long ago, however long. */
const mostDays = 400;

/** Business days after one date and before another, both left out; of dates further apart than a year, some 280. */
export function businessDaysBetween(after: string, before: string): number {
  let count = 0;
  let date = dateAfter(after, 1);
  for (let day = 0; date < before && day < mostDays; day++) {
    if (isBusinessDay(date)) count += 1;
    date = dateAfter(date, 1);
  }
  return count;
}
