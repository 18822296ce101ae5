import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { newId } from "../../shared/data/ids.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { doerAndAdministrators } from "../../shared/data/users.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Call } from "../../shared/http/call.ts";
import { inZone } from "../../shared/mail/in-zone.ts";

/** Most people told: two letters each fit into the transaction of the grant. */
const mostTold = 45;

/**
 * The letters of a use of the emergency role, to every security administrator and the person: at once, and the one that asks
 * for the review when it is over.
 */
export async function breakGlassLetters(call: Call<typeof practiceRoutes.breakGlass>, until: Date) {
  const { caller, body, now, address } = call;
  const { practice, user } = caller;
  const everybody = await doerAndAdministrators(caller.scope, { doer: user, count: practice.administrators }, now);
  const told = everybody.slice(0, mostTold).map((person) => ({
    to: person.email,
    subjectId: person.userId,
    subjectName: fullNameOf(person),
    secret: { kind: "page-link" as const, page: "emergency" },
    firstName: person.firstName,
  }));
  const shared = {
    practiceName: practice.name,
    actorName: fullNameOf(user),
    reason: body.reason,
    at: inZone(now, practice.timeZone),
  };
  const untilShown = inZone(until, practice.timeZone);
  return {
    now: told.map(({ firstName, ...rest }): Mail => {
      return { letter: "break-glass-used", ...rest, params: { ...shared, firstName, until: untilShown, address } };
    }),
    afterwards: told.map(({ firstName, ...rest }) => ({
      letter: "break-glass-review" as const,
      ...rest,
      params: { ...shared, firstName },
      later: { mailId: newId("eml", now), at: until.toISOString() },
    })),
  };
}
