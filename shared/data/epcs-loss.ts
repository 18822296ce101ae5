import type { Deed } from "../audit/event.ts";
import { type EpcsOfUser, epcsMarks, type HeldMark, wholePractice } from "../domain/epcs.ts";
import { epcsAfter, suspensionInWords } from "../domain/epcs-eligibility.ts";
import type { Practice } from "../domain/practice.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { fullNameOf, type User } from "../domain/user.ts";
import { designatedAt, epcsLetters } from "./epcs-letters.ts";
import type { Mail } from "./outbox.ts";

/** A change of a user that his marks may not outlive. */
export interface Losing {
  readonly scope: PracticeScope;
  readonly practice: Practice;
  readonly before: User;
  readonly after: User;
  readonly now: Date;
  /** Now, as people of the practice write it. */
  readonly at: string;
}

/** What belongs into the transaction of such a change. */
export interface EpcsLoss {
  /** To be set in the user's row beside the change. */
  readonly set: { readonly epcs?: EpcsOfUser };
  readonly deeds: readonly Deed[];
  readonly mails: readonly Mail[];
}

const nothing: EpcsLoss = { set: {}, deeds: [], mails: [] };

/**
 * Suspends what a person can no longer hold, with its events and letters; costs nothing for who has no marks.
 * Source: 21 CFR 1311.125(d); PRODUCT.md, Roles.
 */
export async function epcsLoss(losing: Losing): Promise<EpcsLoss> {
  const { practice, before, after, now } = losing;
  const epcs = epcsAfter(before, after, { now, timeZone: practice.timeZone });
  if (!epcs) return nothing;
  const lost = Object.entries(epcs.marks).filter(([place, held]) => held !== before.epcs?.marks[place]);
  const mails = await Promise.all(lost.map((each) => lettersOf(losing, each)));
  return { set: { epcs }, deeds: lost.map((each) => deedOf(losing, each)), mails: mails.flat() };
}

type Lost = readonly [place: string, held: HeldMark];

/** The name of a place also where its site is not open any more. */
const placeName = (practice: Practice, place: string) =>
  place === wholePractice ? practice.name : (practice.sites?.[place] ?? "a site that is archived");

function deedOf({ practice, after }: Losing, [place, held]: Lost): Deed {
  return {
    action: "epcs.suspended",
    subjectId: after.userId,
    subjectName: fullNameOf(after),
    reason: held.suspendedBecause ?? "person",
    changes: { mark: { before: held.mark }, place: { before: placeName(practice, place) } },
  };
}

async function lettersOf({ scope, practice, after, at }: Losing, [place, held]: Lost): Promise<Mail[]> {
  const name = fullNameOf(after);
  const news = {
    practiceName: practice.name,
    what: `the mark ${epcsMarks[held.mark]} of ${name} is suspended`,
    place: placeName(practice, place),
    actorName: "Gatehouse",
    reason: suspensionInWords(held.suspendedBecause ?? "person"),
    at,
  };
  return epcsLetters(news, [after, ...(await designatedAt(scope, place))]);
}
