import { copyOfHours } from "../../shared/domain/access-hours.ts";
import { applicationsOf } from "../../shared/domain/application.ts";
import { hoursInWords } from "../../shared/domain/hours-in-words.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import { openSites } from "../../shared/domain/site.ts";
import type { User } from "../../shared/domain/user.ts";

/** Expiry, hours and applications of a user as managers see them. */
export function accessViewOf(user: User, practice: Practice) {
  const { expiresAt, accessHours, onCallUntil, accessSetBy } = user;
  return {
    expiresAt,
    accessHours: accessHours && copyOfHours(accessHours),
    hours: hoursInWords(accessHours),
    timeZone: practice.timeZone,
    onCallUntil,
    accessSetBy,
    applications: [...applicationsOf(user)],
    grantable: [...new Set(["administration" as const, ...practice.applications])],
    siteIds: [...(user.siteIds ?? [])],
    sites: [...openSites(practice)],
  };
}
