import type { Origin } from "../../shared/audit/event.ts";
import { update } from "../../shared/data/changes.ts";
import { commit } from "../../shared/data/commit.ts";
import { listPlaces } from "../../shared/data/epcs.ts";
import { epcsLoss } from "../../shared/data/epcs-loss.ts";
import { keys } from "../../shared/data/keys.ts";
import { readUsers } from "../../shared/data/users.ts";
import type { Practice } from "../../shared/domain/practice.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { User } from "../../shared/domain/user.ts";
import { inZone } from "../../shared/mail/in-zone.ts";

/**
 * Writes down that marks are out of force by time: an account, a DEA registration or a licence ended. They were refused from
 * that moment on; from now on a renewal alone does not bring them back either. Source: 21 CFR 1311.125(d).
 */
export async function suspendLapsed(origin: Origin, practice: Practice): Promise<void> {
  const scope = scopeOf(origin.practiceId);
  const places = await listPlaces(scope);
  const holders = await readUsers(
    scope,
    places.flatMap((place) => place.holders),
  );
  for (const user of holders) await suspendOf(origin, practice, user);
}

async function suspendOf(origin: Origin, practice: Practice, user: User): Promise<void> {
  const scope = scopeOf(origin.practiceId);
  const { now } = origin;
  const at = inZone(now, practice.timeZone);
  const loss = await epcsLoss({ scope, practice, before: user, after: user, now, at });
  const [first, ...others] = loss.deeds;
  if (!first) return;
  try {
    await commit(origin, {
      changes: [
        update("practice", keys.user(scope, user.userId), {
          set: { ...loss.set, version: user.version + 1 },
          expect: { version: user.version },
          refusal: "request.changed-meanwhile",
        }),
      ],
      deeds: [first, ...others],
      mails: loss.mails,
    });
  } catch (error) {
    // Somebody changed the person at this moment; that change asked the same.
    if (!(error instanceof Refusal && error.code === "request.changed-meanwhile")) throw error;
  }
}
