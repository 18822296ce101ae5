import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { update } from "../../shared/data/changes.ts";
import { placeChange, readPlace } from "../../shared/data/epcs.ts";
import { clockStart, readClock } from "../../shared/data/epcs-days.ts";
import { keys } from "../../shared/data/keys.ts";
import { readUser, readUsers } from "../../shared/data/users.ts";
import { designatedAtMost, type EpcsPlace, markAt, withDesignation } from "../../shared/domain/epcs.ts";
import { barrierToEpcs, epcsBarriers, isPlaceReady, suspensionOf } from "../../shared/domain/epcs-eligibility.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import { wallTimeAt } from "../../shared/domain/wall-clock.ts";
import type { Operation } from "../../shared/http/call.ts";
import { epcsMoment, epcsNews, placeNamed } from "./epcs-work.ts";
import { epcsViewOf } from "./get-epcs.ts";

type DesignateCall = Parameters<typeof designateForEpcs>[0];

/**
 * Designates somebody else for a place, or takes him off. While marks are in force there, two stay who are not one registrant,
 * one of whom can approve. Source: 21 CFR 1311.125(a); SECURITY attack 76.
 */
export const designateForEpcs: Operation<typeof practiceRoutes.designateForEpcs> = async (call) => {
  const { scope, user: own, practice } = call.caller;
  const { place, isDesignated, reason } = call.body;
  const placeName = placeNamed(call.caller, place);
  const user = await readUser(scope, call.path.userId);
  if (!user) throw new Refusal("user.not-found");
  if (user.userId === own.userId && isDesignated) throw new Refusal("user.own-account");
  const before = await readPlace(scope, place);
  const others = before.designated.filter((userId) => userId !== user.userId);
  const after = { ...before, designated: isDesignated ? [...others, user.userId] : others };
  if (isDesignated) assertAble(call, user, after);
  else await assertWithout(call, after);
  const clock = await readClock(scope);
  const { timeZone } = practice;
  const name = fullNameOf(user);
  const what = isDesignated ? `${name} is now one of the designated people` : `${name} is no longer designated`;
  await call.commit({
    changes: [
      placeChange(scope, before, after),
      ...(clock ? [] : [clockStart(scope, wallTimeAt(call.now, timeZone).date, timeZone)]),
      update("practice", keys.user(scope, user.userId), {
        set: { epcs: withDesignation(user, place, isDesignated), version: user.version + 1 },
        expect: { version: user.version },
        refusal: "request.changed-meanwhile",
      }),
    ],
    deeds: [
      {
        action: isDesignated ? "epcs.designated" : "epcs.undesignated",
        subjectId: user.userId,
        subjectName: name,
        subjectVersion: user.version + 1,
        reason,
        changes: { designatedAt: isDesignated ? { after: placeName } : { before: placeName } },
      },
    ],
    mails: await epcsNews(call, { place, subject: user, what, reason }),
  });
  return epcsViewOf(call);
};

function assertAble(call: DesignateCall, user: User, after: EpcsPlace): void {
  const barrier = barrierToEpcs(user, epcsMoment(call));
  if (barrier) throw new Refusal("epcs.not-eligible", { more: `Now ${epcsBarriers[barrier]}.` });
  if (after.designated.length > designatedAtMost) throw new Refusal("epcs.too-many-people");
}

/** A place is given up only when nothing is in force there any more. */
async function assertWithout(call: DesignateCall, after: EpcsPlace): Promise<void> {
  const moment = epcsMoment(call);
  const people = await readUsers(call.caller.scope, [...after.designated, ...after.holders]);
  const isInForce = (user: User) => {
    const held = markAt(user, after.place);
    return held !== undefined && suspensionOf(held, user, moment) === undefined;
  };
  const left = people.filter(({ userId }) => after.designated.includes(userId));
  if (people.some(isInForce) && !isPlaceReady(left, moment)) throw new Refusal("epcs.last-approver");
}
