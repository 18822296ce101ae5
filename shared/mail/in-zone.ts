/** A moment as people of a practice write it, with the zone's name: `Sat, Nov 21, 2026, 4:05 PM CST`. */
export function inZone(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "short",
    month: "short",
    day: "numeric",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(at);
}
