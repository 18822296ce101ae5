/** Where a mistake stands in a file: the segment, counted from 1, and the byte at which it begins, counted from 0. */
export interface Position {
  readonly segment: number;
  readonly offset: number;
}

/** What a mistake spoils: all between ISA and IEA, one group between GS and GE, or one set between ST and SE. */
export type Level = "interchange" | "group" | "set";

interface Kind {
  readonly level: Level;
  /** What a TA1, AK905 or IK502 calls it, by the level. Source: X12 data elements I18, 716 and 618. */
  readonly code: string;
}

/** Every mistake that an envelope can have, and what the acknowledgement calls it. */
export const faultKinds = {
  "isa-width": { level: "interchange", code: "022" },
  "isa-element": { level: "interchange", code: "022" },
  "isa-separators": { level: "interchange", code: "026" },
  "isa-version": { level: "interchange", code: "017" },
  "iea-missing": { level: "interchange", code: "022" },
  "iea-control-number": { level: "interchange", code: "001" },
  "iea-group-count": { level: "interchange", code: "021" },
  "ends-early": { level: "interchange", code: "023" },
  "segment-misplaced": { level: "interchange", code: "024" },
  "segment-too-long": { level: "interchange", code: "004" },
  "text-outside": { level: "interchange", code: "022" },
  "interchange-repeated": { level: "interchange", code: "025" },
  "too-many-interchanges": { level: "interchange", code: "022" },
  "sender-foreign": { level: "interchange", code: "006" },
  "too-many-sets": { level: "interchange", code: "024" },
  "gs-element": { level: "group", code: "6" },
  "gs-repeated": { level: "group", code: "19" },
  "gs-version": { level: "group", code: "2" },
  "ge-missing": { level: "group", code: "3" },
  "ge-control-number": { level: "group", code: "4" },
  "ge-set-count": { level: "group", code: "5" },
  "st-element": { level: "set", code: "7" },
  "st-repeated": { level: "set", code: "23" },
  "st-kind": { level: "set", code: "6" },
  "st-version": { level: "set", code: "I6" },
  "se-missing": { level: "set", code: "2" },
  "se-control-number": { level: "set", code: "3" },
  "se-segment-count": { level: "set", code: "4" },
  "segment-name": { level: "set", code: "5" },
  "claim-amount": { level: "set", code: "5" },
  "claim-missing": { level: "set", code: "5" },
} as const satisfies Record<string, Kind>;

export type FaultKind = keyof typeof faultKinds;

/**
 * One mistake: where it stands and what it is, in words for the person who has to mend the file. It never quotes the file, but
 * for numbers and names of the envelope, so that no patient's data leave the file with it. Source: SECURITY attack 84.
 */
export interface Fault extends Position {
  readonly kind: FaultKind;
  readonly reason: string;
  /** What the acknowledgement calls it, where that is more exact than the kind's own code. */
  readonly code?: string;
  /** Within a set: the segment's name, its place counted from ST, and its element, for IK3 and IK4. */
  readonly within?: SegmentFault;
}

/** What an IK3 segment, and where an element is to blame an IK4, say of a segment. Source: X12 005010X231A1. */
export interface SegmentFault {
  readonly name: string;
  readonly place: number;
  readonly loop?: string;
  /** Data element 620: 1 unknown name, 3 required segment missing, 8 its elements have errors. */
  readonly code: "1" | "3" | "8";
  /** The element's place, its number in the data element dictionary, and data element 621. */
  readonly element?: { readonly place: number; readonly number: string; readonly code: string };
}

/** Mistakes of an interchange that are kept one by one; of a file with more, their number is. */
export const faultsKept = 100;

/** A number of the envelope as a reason may quote it: what is no short number may be anything, and is not quoted. */
export const quoted = (text: string | undefined): string =>
  text !== undefined && /^\d{1,10}$/.test(text) ? text : text === undefined || text === "" ? "empty" : "not a number";

/** How an acknowledgement calls it. */
export const codeOf = ({ kind, code }: Pick<Fault, "kind" | "code">): string => code ?? faultKinds[kind].code;
