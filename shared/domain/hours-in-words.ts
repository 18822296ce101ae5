import {
  type AccessHours,
  type HoursFacts,
  type HoursWindow,
  isOvernight,
  nextWindow,
  weekdays,
} from "./access-hours.ts";

const titles = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** "06:00". */
export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60) % 24).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** "22:00 until 06:00 next day"; a whole day is one word. */
export function windowInWords(window: HoursWindow): string {
  if (window.fromMinute === 0 && window.toMinute === 0) return "all day";
  const end = window.toMinute === 0 ? "24:00" : clockOf(window.toMinute);
  const isNextDay = isOvernight(window) && window.toMinute !== 0;
  return `${clockOf(window.fromMinute)} until ${end}${isNextDay ? " next day" : ""}`;
}

/** "Monday to Friday 08:00 until 17:00; Saturday 09:00 until 12:00", or "at any time". Days that agree stand together. */
export function hoursInWords(accessHours: AccessHours | undefined): string {
  if (!accessHours) return "at any time";
  const days = weekdays.map((day) => (accessHours[day] ?? []).map(windowInWords).join(" and "));
  const runs: { first: number; last: number; text: string }[] = [];
  for (const [index, text] of days.entries()) {
    const run = runs.at(-1);
    if (run?.text === text) run.last = index;
    else runs.push({ first: index, last: index, text });
  }
  const open = runs.filter(({ text }) => text !== "");
  return open.map(({ first, last, text }) => `${daysInWords(first, last)} ${text}`).join("; ") || "never";
}

function daysInWords(first: number, last: number): string {
  if (first === last) return titles[first] ?? "";
  return `${titles[first]}${last === first + 1 ? " and" : " to"} ${titles[last]}`;
}

/** When the next window begins: "Monday, November 23 at 08:00 CST"; "at no time" where none begins soon. */
export function nextWindowInWords(facts: HoursFacts, now: Date): string {
  const at = nextWindow(facts, now);
  return at ? momentInWords(at, facts.timeZone) : "at no time, as your hours are set now";
}

/** A moment as people of the practice say it. */
export function momentInWords(at: Date, timeZone: string): string {
  const day = new Intl.DateTimeFormat("en-US", { timeZone, weekday: "long", month: "long", day: "numeric" });
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });
  return `${day.format(at)} at ${clock.format(at)}`;
}
