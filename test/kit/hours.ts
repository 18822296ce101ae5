import type { AccessHours } from "../../shared/domain/access-hours.ts";
import { weekdays } from "../../shared/domain/access-hours.ts";
import type { Answered } from "./http.ts";
import type { Person } from "./person.ts";
import { inTheFuture } from "./tools-port.ts";

/** Sets what a user may open and when, as the console does: reads the version, then replaces the whole. */
export async function setAccess(
  manager: Person,
  userId: string,
  change: Readonly<Record<string, unknown>>,
): Promise<Answered> {
  const path = `/users/${userId}/access`;
  const version = String((await manager.call("GET", path)).headers["etag"] ?? `"v1"`);
  const body = { applications: ["administration"], reason: "Agreed with the person", ...change };
  return manager.call("PUT", path, body, { headers: { "if-match": version } });
}

/** Hours of every day from midnight until so many whole minutes from now, by the clock of a zone. */
export function hoursUntil(minutesAhead: number, timeZone: string): { hours: AccessHours; end: Date } {
  const end = new Date((Math.floor(Date.now() / 60_000) + minutesAhead) * 60_000);
  const shown = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(end);
  const [hour = 0, minute = 0] = shown.split(":").map(Number);
  const toMinute = hour * 60 + minute;
  // Twenty hours long, so that it is open now whatever the hour, also where it began yesterday.
  const window = { fromMinute: (toMinute + 240) % 1440, toMinute };
  return { hours: Object.fromEntries(weekdays.map((day) => [day, [window]])), end };
}

/** Runs work while the functions' clock shows so many seconds after a moment; before it when negative. */
export function around<T>(person: Person, moment: Date, seconds: number, work: () => Promise<T>): Promise<T> {
  return inTheFuture(person.place, (moment.getTime() - Date.now()) / 1000 + seconds, work);
}
