import { type AccessHours, type HoursWindow, type Weekday, weekdays } from "../../../../shared/domain/access-hours.ts";
import { clockOf } from "../../../../shared/domain/hours-in-words.ts";

/** A window as it is being typed: two clock times, perhaps not whole yet. */
export interface WindowDraft {
  readonly from: string;
  readonly to: string;
}
/** The hours as they are being typed, day by day. */
export type HoursDraft = Readonly<Record<Weekday, readonly WindowDraft[]>>;

export const firstWindow: WindowDraft = { from: "08:00", to: "17:00" };
const wholeDay: WindowDraft = { from: "00:00", to: "00:00" };
const workingDays = weekdays.slice(0, 5);
const everyDay = (windowsOf: (day: Weekday) => readonly WindowDraft[]): HoursDraft => {
  const [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = weekdays;
  return {
    monday: windowsOf(monday),
    tuesday: windowsOf(tuesday),
    wednesday: windowsOf(wednesday),
    thursday: windowsOf(thursday),
    friday: windowsOf(friday),
    saturday: windowsOf(saturday),
    sunday: windowsOf(sunday),
  };
};

/** What one press fills in. */
export const presets = {
  "Business hours": everyDay((day) => (workingDays.includes(day) ? [firstWindow] : [])),
  Weekdays: everyDay((day) => (workingDays.includes(day) ? [wholeDay] : [])),
  Always: everyDay(() => [wholeDay]),
} as const satisfies Record<string, HoursDraft>;

/** Hours as texts to edit. */
export function draftOf(hours: AccessHours | undefined): HoursDraft {
  const typed = ({ fromMinute, toMinute }: HoursWindow) => ({ from: clockOf(fromMinute), to: clockOf(toMinute) });
  return hours ? everyDay((day) => (hours[day] ?? []).map(typed)) : presets["Business hours"];
}

/** Monday's windows on every working day. */
export function mondayOnWorkingDays(draft: HoursDraft): HoursDraft {
  return everyDay((day) => (workingDays.includes(day) ? draft.monday : draft[day]));
}

/** The minute of the day that a text names. @returns undefined while it is none */
export function minuteOf(text: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

/** One window with its times. @returns undefined while a time of it is not whole */
export function windowOf({ from, to }: WindowDraft): HoursWindow | undefined {
  const [fromMinute, toMinute] = [minuteOf(from), minuteOf(to)];
  return fromMinute === undefined || toMinute === undefined ? undefined : { fromMinute, toMinute };
}

/** The hours that the texts say. @returns undefined while a time is not whole */
export function hoursOfDraft(draft: HoursDraft): { [day: string]: HoursWindow[] } | undefined {
  const days = weekdays.map((day) => [day, draft[day].map(windowOf)] as const);
  if (days.some(([, windows]) => windows.includes(undefined))) return undefined;
  const whole = days.map(([day, windows]) => [day, windows.filter((window) => window !== undefined)] as const);
  return Object.fromEntries(whole.filter(([, windows]) => windows.length > 0));
}
