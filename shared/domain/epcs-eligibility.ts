import {
  type EpcsMark,
  type EpcsOfUser,
  type HeldMark,
  isDesignated,
  markAt,
  nameOfPlace,
  type SuspendedBecause,
} from "./epcs.ts";
import type { Practice } from "./practice.ts";
import type { User } from "./user.ts";
import { wallTimeAt } from "./wall-clock.ts";

/** What keeps a person from EPCS at a moment, in words that end a sentence. */
export const epcsBarriers = {
  "not-active": "the account is not active",
  expired: "the account has ended",
  patient: "it is a patient's account",
  "second-step": "no authenticator app is set up",
  "not-provider": "this is not a provider",
  "dea-missing": "no DEA number is entered",
  "dea-expired": "the DEA registration has expired",
  "licence-missing": "no state licence is entered",
  "licence-expired": "the state licence has expired",
} as const satisfies Record<string, string>;
export type EpcsBarrier = keyof typeof epcsBarriers;

/** A person as EPCS judges him. */
export type EpcsPerson = Pick<
  User,
  | "userId"
  | "type"
  | "status"
  | "expiresAt"
  | "secondStep"
  | "secondStepResetAt"
  | "secondStepIntent"
  | "deaNumber"
  | "deaExpiresOn"
  | "licenceNumber"
  | "licenceExpiresOn"
> & { readonly epcs?: EpcsOfUser | undefined };

/** When it is judged, and in which zone days end. */
export interface EpcsMoment {
  readonly now: Date;
  readonly timeZone: string;
}

/** What keeps somebody from entering or holding anything: a closed account, or no authenticator app. Source: 21 CFR 1311.115. */
export function barrierToEpcs(person: EpcsPerson, { now }: EpcsMoment): EpcsBarrier | undefined {
  if (person.status !== "active") return "not-active";
  if (person.expiresAt !== undefined && new Date(person.expiresAt) <= now) return "expired";
  if (person.type === "patient") return "patient";
  const isLost = person.secondStepResetAt !== undefined || person.secondStepIntent === "email";
  return person.secondStep !== "totp" || isLost ? "second-step" : undefined;
}

/**
 * What keeps somebody from approving: he must be a DEA registrant with state authority, both good to the end of their last
 * day by the practice's clock. Source: 21 CFR 1311.125(b), (c).
 */
export function barrierToRegistrant(person: EpcsPerson, moment: EpcsMoment): EpcsBarrier | undefined {
  const barrier = barrierToEpcs(person, moment);
  if (barrier) return barrier;
  if (person.type !== "provider") return "not-provider";
  const today = wallTimeAt(moment.now, moment.timeZone).date;
  const { deaNumber, deaExpiresOn, licenceNumber, licenceExpiresOn } = person;
  if (deaNumber === undefined || deaExpiresOn === undefined) return "dea-missing";
  if (deaExpiresOn < today) return "dea-expired";
  if (licenceNumber === undefined || licenceExpiresOn === undefined) return "licence-missing";
  return licenceExpiresOn < today ? "licence-expired" : undefined;
}

/** What keeps somebody from holding this mark. */
export function barrierToMark(mark: EpcsMark, person: EpcsPerson, moment: EpcsMoment): EpcsBarrier | undefined {
  return mark === "epcs-approver" ? barrierToRegistrant(person, moment) : barrierToEpcs(person, moment);
}

/** Whether a mark is in force at this moment; suspension by what it rests on needs nobody to write it. */
export function suspensionOf(held: HeldMark, person: EpcsPerson, moment: EpcsMoment): SuspendedBecause | undefined {
  return held.suspendedAt ? (held.suspendedBecause ?? "person") : barrierToMark(held.mark, person, moment);
}

/** Whether a person holds this mark at this place, and it is in force. */
export function holds(mark: EpcsMark, at: { person: EpcsPerson; place: string }, moment: EpcsMoment): boolean {
  const held = markAt(at.person, at.place);
  return held?.mark === mark && suspensionOf(held, at.person, moment) === undefined;
}

/** Whether a person may enter proposals at a place: designated there or its enroller, and eligible now. */
export function mayEnter(person: EpcsPerson, place: string, moment: EpcsMoment): boolean {
  const isNamed = isDesignated(person, place) && barrierToEpcs(person, moment) === undefined;
  return isNamed || holds("epcs-enroller", { person, place }, moment);
}

/** Whether a person may approve at a place: designated there or its approver, and an eligible registrant now. */
export function mayApprove(person: EpcsPerson, place: string, moment: EpcsMoment): boolean {
  if (barrierToRegistrant(person, moment)) return false;
  return isDesignated(person, place) || holds("epcs-approver", { person, place }, moment);
}

/** Two accounts of one registrant are one person. Source: SECURITY attack 71. */
export function isSamePerson(one: EpcsPerson, other: EpcsPerson): boolean {
  return one.userId === other.userId || (one.deaNumber !== undefined && one.deaNumber === other.deaNumber);
}

/**
 * Whether a place has its two designated people, who are not one registrant twice and of whom one at least can approve.
 * Source: 21 CFR 1311.125(a).
 */
export function isPlaceReady(designated: readonly EpcsPerson[], moment: EpcsMoment): boolean {
  const able = designated.filter((person) => barrierToEpcs(person, moment) === undefined);
  return able.some(
    (approver) =>
      barrierToRegistrant(approver, moment) === undefined && able.some((other) => !isSamePerson(approver, other)),
  );
}

/**
 * What a user's row keeps of EPCS when it changes: a mark that lost what it rests on, before or by the change, is suspended
 * for good, so that nothing but a new approval brings it back. To be written by every change of status, expiry, second step
 * or registration. @returns undefined when nothing of it changes
 */
export function epcsAfter(before: EpcsPerson, after: EpcsPerson, moment: EpcsMoment): EpcsOfUser | undefined {
  const { epcs } = before;
  if (!epcs) return undefined;
  const marks = Object.entries(epcs.marks).map(([place, held]): [string, HeldMark] => {
    const because = held.suspendedAt ? undefined : lossOf(held, { before, after }, moment);
    return [place, because ? suspendedMark(held, { because }, moment.now) : held];
  });
  const hasChanged = marks.some(([place, held]) => held !== epcs.marks[place]);
  return hasChanged ? { ...epcs, marks: Object.fromEntries(marks) } : undefined;
}

function lossOf(
  { mark }: HeldMark,
  { before, after }: { before: EpcsPerson; after: EpcsPerson },
  moment: EpcsMoment,
): SuspendedBecause | undefined {
  const lost = barrierToMark(mark, before, moment) ?? barrierToMark(mark, after, moment);
  if (lost) return lost;
  return mark === "epcs-approver" && before.deaNumber !== after.deaNumber ? "dea-changed" : undefined;
}

/** A mark that is out of force from now on. */
export function suspendedMark(
  held: HeldMark,
  { because, by }: { because: SuspendedBecause; by?: string },
  now: Date,
): HeldMark {
  return {
    ...held,
    suspendedAt: now.toISOString(),
    suspendedBecause: because,
    ...(by === undefined ? {} : { suspendedBy: by }),
  };
}

/** Why a mark is out of force, in words that end a sentence. */
export function suspensionInWords(because: SuspendedBecause, by?: string): string {
  if (because === "person") return `${by ?? "somebody"} suspended it`;
  return because === "dea-changed" ? "the DEA number was changed" : epcsBarriers[because];
}

/** What somebody has to do with EPCS, with places by name, as *what may this person do* shows it. */
export function epcsFactsOf(person: EpcsPerson, practice: Pick<Practice, "sites" | "name" | "timeZone">, now: Date) {
  const { designatedAt = [], marks = {} } = person.epcs ?? {};
  const named = (place: string) => nameOfPlace(practice, place);
  return {
    designatedAt: designatedAt.flatMap((place) => named(place) ?? []),
    marks: Object.entries(marks).map(([place, held]) => {
      const because = suspensionOf(held, person, { now, timeZone: practice.timeZone });
      const title = named(place);
      return {
        mark: held.mark,
        place: title ?? "A place that is closed",
        because: title === undefined ? "the place is closed" : because && suspensionInWords(because, held.suspendedBy),
      };
    }),
  };
}
