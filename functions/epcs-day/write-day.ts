import type { Origin } from "../../shared/audit/event.ts";
import { commit } from "../../shared/data/commit.ts";
import { listPlaces } from "../../shared/data/epcs.ts";
import { dayWritten, epcsLines, readClock } from "../../shared/data/epcs-days.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { readPractice } from "../../shared/data/practices.ts";
import { readUsers } from "../../shared/data/users.ts";
import { auditActions } from "../../shared/domain/audit-action.ts";
import { type EpcsDay, epcsDayOf, linesAtMost } from "../../shared/domain/epcs-day.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import type { PracticeScope } from "../../shared/domain/practice-scope.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { suspendLapsed } from "./suspend-lapsed.ts";

/** People told of one day: their letters fit into the transaction of the list. */
const mostTold = 80;
/** Lines of the letter; the page and the log have all. */
const linesInLetter = 12;

/**
 * Writes the list of the day that a practice waits for and mails it to its designated people, once, whoever runs at the same
 * time; a day on which nothing happened has a list and no letter. Source: 21 CFR 1311.150(b).
 */
export async function writeDay(scope: PracticeScope, now: Date): Promise<void> {
  const [practice, clock] = await Promise.all([readPractice(scope), readClock(scope)]);
  if (!practice || !clock || new Date(clock.dueAt) > now) return;
  const origin: Origin = { practiceId: scope.practiceId, actorId: "epcs-day", actorName: "Gatehouse", now };
  await suspendLapsed(origin, practice);
  const lines = await epcsLines(scope, epcsDayOf(clock.date, practice.timeZone));
  const day: EpcsDay = {
    practiceId: scope.practiceId,
    date: clock.date,
    lines: lines.slice(0, linesAtMost),
    count: lines.length,
    writtenAt: now.toISOString(),
  };
  try {
    await commit(origin, {
      changes: dayWritten(scope, day, practice.timeZone),
      deeds: [{ action: "epcs.listed", changes: { date: { after: day.date }, count: { after: day.count } } }],
      mails: day.count > 0 ? await lettersOf(scope, practice, day) : [],
    });
  } catch (error) {
    // Another run wrote it at this moment.
    if (!(error instanceof Refusal && error.code === "request.changed-meanwhile")) throw error;
  }
}

async function lettersOf(scope: PracticeScope, practice: Practice, day: EpcsDay): Promise<Mail[]> {
  const places = await listPlaces(scope);
  const people = await readUsers(
    scope,
    places.flatMap(({ designated }) => designated),
  );
  const shown = day.lines.slice(0, linesInLetter).map(({ at, action, actorName, subjectName }) => {
    const about = subjectName ? `, about ${subjectName}` : "";
    return `${inZone(new Date(at), practice.timeZone)}: ${actorName} ${auditActions[action]}${about}`;
  });
  const more = day.count - shown.length;
  const changes = [...shown, ...(more > 0 ? [`and ${more} more in the audit log`] : [])].join("; ");
  return people
    .filter(({ status }) => status === "active")
    .slice(0, mostTold)
    .map((user) => ({
      letter: "epcs-day",
      to: user.email,
      subjectId: user.userId,
      subjectName: fullNameOf(user),
      params: {
        practiceName: practice.name,
        firstName: user.firstName,
        date: day.date,
        count: String(day.count),
        changes,
      },
      secret: { kind: "page-link", page: "epcs" },
    }));
}
