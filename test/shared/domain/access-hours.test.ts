import { describe, expect, test } from "vitest";
import {
  type AccessHours,
  endOfWindow,
  type HoursFacts,
  isWithin,
  nextWindow,
  weekdays,
} from "../../../shared/domain/access-hours.ts";
import { hoursInWords, nextWindowInWords, windowInWords } from "../../../shared/domain/hours-in-words.ts";
import { dateAfter, momentOf } from "../../../shared/domain/wall-clock.ts";
import weeks from "./zone-offsets.json" with { type: "json" };

const minuteMs = 60_000;
const slotMs = 15 * minuteMs;
const at = (text: string) => new Date(text);
const each = (hours: readonly (readonly [number, number])[]): AccessHours =>
  Object.fromEntries(weekdays.map((day) => [day, hours.map(([from, to]) => ({ fromMinute: from, toMinute: to }))]));
const office = each([[8 * 60, 17 * 60]]);
const weekdaysOnly: AccessHours = { ...office, saturday: [], sunday: [] };

/** Hours whose edges lie where clocks are set: before, in and after the hour that is missing or comes twice. */
const schedules: Readonly<Record<string, AccessHours>> = {
  "office hours": weekdaysOnly,
  "night shifts": each([[22 * 60, 6 * 60]]),
  "edges in the hour of the change": each([
    [45, 75],
    [90, 105],
    [125, 150],
  ]),
  "a night that ends in the hour of the change": each([[23 * 60, 90]]),
  "Sunday only": { sunday: [{ fromMinute: 0, toMinute: 0 }] },
  "Saturday night": { saturday: [{ fromMinute: 20 * 60 + 15, toMinute: 2 * 60 + 15 }] },
};

/** The reference: the wall clock from Python's offsets, and the windows laid out minute by minute. */
function reference(hours: AccessHours, closed: readonly string[]) {
  const open = new Set<string>();
  return {
    layOut: (date: string) => {
      const day = weekdays[(at(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]!;
      if (closed.includes(date)) return;
      for (const { fromMinute, toMinute } of hours[day] ?? []) {
        const length = toMinute > fromMinute ? toMinute - fromMinute : toMinute + 1440 - fromMinute;
        for (let minute = 0; minute < length; minute++)
          open.add(new Date(Date.parse(`${date}T00:00:00Z`) + (fromMinute + minute) * minuteMs).toISOString());
      }
    },
    isOpen: (wallMs: number) => open.has(new Date(Math.floor(wallMs / minuteMs) * minuteMs).toISOString()),
  };
}

describe.each(weeks)("around $change in $zone", ({ zone, from, change, to, before, after }) => {
  test.each(Object.entries(schedules))("every quarter of an hour agrees with the reference: %s", (_, accessHours) => {
    const closed = [dateAfter(change.slice(0, 10), 3)];
    const { layOut, isOpen } = reference(accessHours, closed);
    for (let day = -9; day < 10; day++) layOut(dateAfter(change.slice(0, 10), day));
    const facts: HoursFacts = { accessHours, timeZone: zone, closures: [{ date: closed[0]!, name: "Closed" }] };
    const wallMs = (ms: number) => ms + (ms < Date.parse(change) ? before : after) * minuteMs;
    const wrong: string[] = [];
    let slots = 0;
    for (let ms = Date.parse(from); ms < Date.parse(to); ms += slotMs) {
      slots += 1;
      if (isWithin(facts, new Date(ms)) !== isOpen(wallMs(ms))) wrong.push(new Date(ms).toISOString());
    }
    expect(slots).toBe(2 * 7 * 96);
    expect(wrong).toEqual([]);
  });

  test.each(Object.entries(schedules))("ends and beginnings are the minutes a scan finds: %s", (_, accessHours) => {
    const facts: HoursFacts = { accessHours, timeZone: zone };
    const first = Date.parse(change) - 2 * 86_400_000;
    const minutes = Array.from({ length: 4 * 1440 }, (__, index) => new Date(first + index * minuteMs));
    const states = minutes.map((minute) => isWithin(facts, minute));
    let looked = 0;
    for (let index = 0; index < 3 * 1440; index += 15) {
      const isOpen = states[index];
      const turn = states.findIndex((state, later) => later > index && state !== isOpen);
      const find = isOpen ? endOfWindow : nextWindow;
      if (turn >= 0) expect(find(facts, minutes[index]!), minutes[index]!.toISOString()).toEqual(minutes[turn]);
      looked += 1;
    }
    expect(looked).toBe(3 * 96);
  });
});

test("four zones with two changes a year were looked at", () => {
  expect(weeks).toHaveLength(16);
  expect(new Set(weeks.map(({ zone }) => zone)).size).toBe(4);
});

const zone = "America/Chicago";
describe("the hours of a person", () => {
  test("without hours let in at any time and never end", () => {
    const facts: HoursFacts = { timeZone: zone };
    expect(isWithin(facts, at("2026-11-22T03:00:00Z"))).toBe(true);
    expect(endOfWindow(facts, at("2026-11-22T03:00:00Z"))).toBeUndefined();
  });

  test("end at the second, not after it", () => {
    const facts: HoursFacts = { accessHours: weekdaysOnly, timeZone: zone };
    expect(isWithin(facts, at("2026-11-20T22:59:59.999Z"))).toBe(true);
    expect(isWithin(facts, at("2026-11-20T23:00:00.000Z"))).toBe(false);
    expect(endOfWindow(facts, at("2026-11-20T22:12:34.567Z"))).toEqual(at("2026-11-20T23:00:00Z"));
  });

  test("with windows that touch end with the last of them", () => {
    const facts: HoursFacts = {
      accessHours: each([
        [8 * 60, 12 * 60],
        [12 * 60, 20 * 60],
        [20 * 60, 60],
      ]),
      timeZone: zone,
    };
    expect(endOfWindow(facts, at("2026-11-20T15:00:00Z"))).toEqual(at("2026-11-21T07:00:00Z"));
    expect(endOfWindow({ ...facts, accessHours: each([[0, 0]]) }, at("2026-11-20T15:00:00Z"))).toBeUndefined();
  });

  test("begin no window on a date on which the practice is closed, while a night begun before runs to its end", () => {
    const closures = [{ date: "2026-12-25", name: "Christmas Day" }];
    const facts: HoursFacts = { accessHours: each([[22 * 60, 6 * 60]]), timeZone: zone, closures };
    expect(isWithin(facts, at("2026-12-25T11:00:00Z"))).toBe(true);
    expect(isWithin(facts, at("2026-12-26T05:00:00Z"))).toBe(false);
    expect(nextWindow(facts, at("2026-12-26T05:00:00Z"))).toEqual(at("2026-12-27T04:00:00Z"));
  });

  test("give way to an extension until its very moment, and go on after it where a window is open", () => {
    const facts: HoursFacts = { accessHours: weekdaysOnly, timeZone: zone, onCallUntil: "2026-11-21T03:30:20.000Z" };
    expect(isWithin(facts, at("2026-11-21T03:30:19.999Z"))).toBe(true);
    expect(isWithin(facts, at("2026-11-21T03:30:20.000Z"))).toBe(false);
    expect(endOfWindow(facts, at("2026-11-20T20:00:00Z"))).toEqual(at("2026-11-21T03:30:20.000Z"));
    const early = { ...facts, onCallUntil: "2026-11-23T15:00:00Z" };
    expect(endOfWindow(early, at("2026-11-23T12:00:00Z"))).toEqual(at("2026-11-23T23:00:00Z"));
  });

  test("that are empty let nobody in and never begin", () => {
    expect(isWithin({ accessHours: {}, timeZone: zone }, at("2026-11-20T15:00:00Z"))).toBe(false);
    expect(nextWindow({ accessHours: {}, timeZone: zone }, at("2026-11-20T15:00:00Z"))).toBeUndefined();
  });
});

test.each([
  [undefined, "at any time"],
  [{}, "never"],
  [weekdaysOnly, "Monday to Friday 08:00 until 17:00"],
  [
    { ...weekdaysOnly, saturday: [{ fromMinute: 540, toMinute: 720 }], sunday: [{ fromMinute: 540, toMinute: 720 }] },
    "Monday to Friday 08:00 until 17:00; Saturday and Sunday 09:00 until 12:00",
  ],
  [{ friday: [{ fromMinute: 1320, toMinute: 360 }] }, "Friday 22:00 until 06:00 next day"],
] as const)("hours %j are said as %s", (hours, words) => {
  expect(hoursInWords(hours)).toBe(words);
});

test("a window to midnight and a whole day have their own words", () => {
  expect(windowInWords({ fromMinute: 540, toMinute: 0 })).toBe("09:00 until 24:00");
  expect(windowInWords({ fromMinute: 0, toMinute: 0 })).toBe("all day");
});

test("the next window is named by day, date, clock and zone", () => {
  const facts: HoursFacts = { accessHours: weekdaysOnly, timeZone: zone };
  expect(nextWindowInWords(facts, at("2026-11-21T15:00:00Z"))).toBe("Monday, November 23 at 08:00 CST");
  expect(nextWindowInWords({ ...facts, accessHours: {} }, at("2026-11-21T15:00:00Z"))).toMatch(/^at no time/);
});

test.each([
  ["2026-11-21", 0, "2026-11-21T06:00:00.000Z"],
  ["2026-03-08", 150, "2026-03-08T08:00:00.000Z"],
  ["2026-11-01", 90, "2026-11-01T06:30:00.000Z"],
])("on %s minute %i begins at %s in Chicago", (date, minute, moment) => {
  expect(momentOf(date, minute, zone).toISOString()).toBe(moment);
});
