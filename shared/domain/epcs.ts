import type { EpcsBarrier } from "./epcs-eligibility.ts";
import type { Practice } from "./practice.ts";
import { openSites } from "./site.ts";

/** The marks for electronic prescribing of controlled substances; one person never holds both. Source: PRODUCT.md, Roles. */
export const epcsMarks = {
  "epcs-enroller": "EPCS enroller",
  "epcs-approver": "EPCS approver",
} as const satisfies Record<string, string>;
export type EpcsMark = keyof typeof epcsMarks;
export const epcsMarkNames = Object.keys(epcsMarks) as [EpcsMark, ...EpcsMark[]];

/** Where a mark holds in a practice that has no sites. */
export const wholePractice = "practice";
/** Designated people of one place: all of them are told in one transaction. */
export const designatedAtMost = 10;
/** Marks of one place: the row that lists their holders stays small. */
export const holdersAtMost = 200;

/** Why a mark is suspended: a person did it, or what it rests on is gone. */
export type SuspendedBecause = EpcsBarrier | "person" | "dea-changed";

/** A mark as its holder's row keeps it. It is in force only while `epcsStandingOf` says so. Times are ISO 8601, UTC. */
export interface HeldMark {
  readonly mark: EpcsMark;
  /** The proposal that gave it: entered by one person, approved by another. */
  readonly proposalId: string;
  readonly enteredBy: string;
  readonly approvedBy: string;
  readonly grantedAt: string;
  readonly suspendedAt?: string;
  readonly suspendedBecause?: SuspendedBecause;
  /** The name of who suspended it. */
  readonly suspendedBy?: string;
}

/** What a user's row keeps of EPCS. Places are ids of sites, or the whole practice. */
export interface EpcsOfUser {
  /** Where a security administrator designated him. */
  readonly designatedAt: readonly string[];
  readonly marks: Readonly<Record<string, HeldMark>>;
}

/** A place with the ids of its people, as it is stored; every change of it raises `version`. */
export interface EpcsPlace {
  readonly practiceId: string;
  readonly place: string;
  readonly designated: readonly string[];
  /** Who holds a mark here, suspended ones too. */
  readonly holders: readonly string[];
  readonly version: number;
}

type WithSites = Pick<Practice, "sites" | "name">;
type WithEpcs = { readonly epcs?: EpcsOfUser | undefined };

/** The places of a practice at which EPCS is administered: each open site, or the practice where it has none. */
export function epcsPlaces(practice: WithSites): readonly { readonly place: string; readonly name: string }[] {
  const sites = openSites(practice).map(({ siteId, name }) => ({ place: siteId, name }));
  return sites.length > 0 ? sites : [{ place: wholePractice, name: practice.name }];
}

/** The name of a place, or undefined where the practice has no such open one: another practice's is none. */
export function nameOfPlace(practice: WithSites, place: string): string | undefined {
  return epcsPlaces(practice).find((each) => each.place === place)?.name;
}

/** Whether a security administrator designated this person for the place. */
export function isDesignated({ epcs }: WithEpcs, place: string): boolean {
  return epcs?.designatedAt.includes(place) === true;
}

/** The mark somebody holds at a place, in force or not. */
export function markAt({ epcs }: WithEpcs, place: string): HeldMark | undefined {
  return epcs && Object.hasOwn(epcs.marks, place) ? epcs.marks[place] : undefined;
}

/**
 * Whether somebody has to do with EPCS at all, also with a mark that is suspended: nobody of these ever takes codes by mail or
 * text. Source: 21 CFR 1311.115; PRODUCT.md A2.
 */
export function isOfEpcs({ epcs }: WithEpcs): boolean {
  return epcs !== undefined && (epcs.designatedAt.length > 0 || Object.keys(epcs.marks).length > 0);
}

/** What a user's row keeps after he was designated for a place, or no longer. */
export function withDesignation({ epcs }: WithEpcs, place: string, isNow: boolean): EpcsOfUser {
  const others = (epcs?.designatedAt ?? []).filter((each) => each !== place);
  return { marks: epcs?.marks ?? {}, designatedAt: isNow ? [...others, place] : others };
}

/** What a user's row keeps with this mark at a place, or with none there. */
export function withMark({ epcs }: WithEpcs, place: string, held: HeldMark | undefined): EpcsOfUser {
  const { [place]: _before, ...others } = epcs?.marks ?? {};
  return { designatedAt: epcs?.designatedAt ?? [], marks: held ? { ...others, [place]: held } : others };
}
