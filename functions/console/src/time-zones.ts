/** Zones that most practices here live in, offered first. */
export const commonTimeZones = [
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Phoenix",
  "America/Los_Angeles",
  "America/Anchorage",
  "Pacific/Honolulu",
] as const;

/** Every zone the contract takes, as the browser knows them. */
export const allTimeZones: readonly string[] = Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/"));

/** The zone of this browser, or "" when it is none that the contract takes. */
export function ownTimeZone(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return allTimeZones.includes(zone) ? zone : "";
}

/** A zone as a person reads it. */
export const titleOfZone = (zone: string): string => zone.replaceAll("_", " ");
