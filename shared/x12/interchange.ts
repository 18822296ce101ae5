import type { Fault, Position } from "./fault.ts";

/** What the ISA segment says: who sends to whom, and which marks separate what follows. */
export interface InterchangeHeader {
  /** ISA05 and ISA06, without the blanks that fill the field. */
  readonly senderQualifier: string;
  readonly sender: string;
  readonly receiverQualifier: string;
  readonly receiver: string;
  /** ISA09 and ISA10: YYMMDD and HHMM. */
  readonly date: string;
  readonly time: string;
  /** ISA12: `00501`. */
  readonly version: string;
  /** ISA13, nine digits. */
  readonly controlNumber: string;
  /** ISA14 asks for a TA1. */
  readonly wantsTa1: boolean;
  /** ISA15: not production. */
  readonly isTest: boolean;
}

/** One set between ST and SE. */
export interface TransactionSet {
  /** ST01: `837`, `835`. */
  readonly kind: string;
  readonly controlNumber: string;
  /** ST03. */
  readonly version: string;
  readonly segments: number;
  /** CLM segments, and the sum of their CLM02 in cents. */
  readonly claims: number;
  readonly cents: bigint;
  /** NM109 of the submitter (NM1*41) and of the receiver (NM1*40). */
  readonly submitter: string | undefined;
  readonly receiver: string | undefined;
  readonly faults: readonly Fault[];
}

/** One group between GS and GE. */
export interface FunctionalGroup {
  /** GS01: `HC` of claims. */
  readonly kind: string;
  readonly sender: string;
  readonly receiver: string;
  readonly controlNumber: string;
  /** GS08. */
  readonly version: string;
  /** GE01 as the sender gives it, for AK902; the number found where that is none. */
  readonly claimedSets: number;
  readonly sets: readonly TransactionSet[];
  readonly faults: readonly Fault[];
}

/** All between ISA and IEA. Without a header nothing in it could be read. */
export interface Interchange {
  /** Where its ISA segment stands. */
  readonly at: Position;
  readonly header: InterchangeHeader | undefined;
  readonly groups: readonly FunctionalGroup[];
  /** Its own; those of groups and sets stand there. */
  readonly faults: readonly Fault[];
}

/** What a file is: interchanges one after another, or something else. */
export interface Envelope {
  /** Whether it begins as interchanges do. */
  readonly isX12: boolean;
  /** Those that were read. */
  readonly bytes: number;
  readonly segments: number;
  readonly interchanges: readonly Interchange[];
  /** Mistakes that were found, those that are not kept one by one counted too. */
  readonly faults: number;
}
