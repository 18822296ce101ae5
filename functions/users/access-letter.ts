import type { Mail } from "../../shared/data/outbox.ts";
import { applications, applicationsOf } from "../../shared/domain/application.ts";
import { hoursInWords } from "../../shared/domain/hours-in-words.ts";
import { isLimitedToSites, sitesOf } from "../../shared/domain/site.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Caller } from "../../shared/http/callers.ts";
import { inZone } from "../../shared/mail/in-zone.ts";

/** Tells a person what holds after a manager changed hours, last day, applications or sites. Source: PRODUCT.md A9. */
export function accessLetter({ practice, user: manager }: Caller, user: User, now: Date): Mail {
  const { expiresAt, accessHours } = user;
  return {
    letter: "access-changed",
    to: user.email,
    subjectId: user.userId,
    subjectName: fullNameOf(user),
    params: {
      practiceName: practice.name,
      firstName: user.firstName,
      managerName: fullNameOf(manager),
      hours: accessHours ? `${hoursInWords(accessHours)} (${practice.timeZone})` : "At any time",
      until: expiresAt ? inZone(new Date(expiresAt), practice.timeZone) : "Never by itself",
      applications: applicationsOf(user)
        .map((name) => applications[name])
        .join(", "),
      sites: isLimitedToSites(user)
        ? sitesOf(user, practice)
            .map(({ name }) => name)
            .join(", ")
        : "All",
      at: inZone(now, practice.timeZone),
    },
    secret: { kind: "page-link", page: "signin" },
  };
}
