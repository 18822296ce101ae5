import type { PreAuthenticationTriggerEvent } from "aws-lambda";
import { readPractice } from "../../shared/data/practices.ts";
import { readUser } from "../../shared/data/users.ts";
import { barrierTo } from "../../shared/domain/entry.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { isTicketFor } from "../../shared/secrets/ticket.ts";
import { Expected, entry } from "../../shared/telemetry/entry.ts";

/**
 * The second fence before a password is looked at: an attempt must carry the ticket of our sign-in, and its account must be
 * open. Never the lockout's counter, which has counted this very try already. Source: RULINGS 6.
 */
export const handler = entry("cognito-triggers", async (event: PreAuthenticationTriggerEvent) => {
  const isTicketed = await isTicketFor(event.userName, event.request.validationData?.["ticket"], new Date());
  if (!isTicketed) throw new Expected("not through the front door");
  // Cognito answers for a name that nobody has as for a wrong password.
  if (event.request.userNotFound) return event;
  const scope = scopeOf(event.request.userAttributes["custom:practice"] ?? "");
  const [practice, user] = await Promise.all([readPractice(scope), readUser(scope, event.userName)]);
  if (!practice || !user) throw new Expected("not open");
  const barrier = barrierTo({ user, practice, address: undefined }, new Date());
  // Address and hours are judged where the caller's address is known and the second step is done.
  if (barrier === "not-active" || barrier === "expired") throw new Expected("not open");
  return event;
});
