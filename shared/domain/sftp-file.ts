/** What became of a file that went over SFTP, with the words of the transfer log. Source: PRODUCT.md S6, S7. */
export const fileOutcomes = {
  accepted: "accepted",
  "accepted-in-part": "accepted in part",
  rejected: "rejected",
  received: "received",
  fetched: "fetched",
  "broken-off": "broken off",
} as const satisfies Record<string, string>;
export type FileOutcome = keyof typeof fileOutcomes;
export const fileOutcomeNames = Object.keys(fileOutcomes) as [FileOutcome, ...FileOutcome[]];

/** One interchange of claims in a file. */
export interface FileInterchange {
  readonly sender?: string;
  readonly receiver?: string;
  /** ISA13; absent where it could not be read. */
  readonly controlNumber?: string;
  readonly outcome: "accepted" | "accepted-in-part" | "rejected";
  readonly isTest: boolean;
  readonly sets: number;
  readonly claims: number;
  /** In dollars, such as `1250.00`. */
  readonly charge: string;
  /** Why it was refused though it has no mistake of its own. */
  readonly heldFor?: readonly string[];
  /** What was put into `/outbound` as an answer. */
  readonly acknowledgement?: { readonly kind: "999" | "TA1"; readonly name: string; readonly number: number };
}

/** A mistake in a file: the segment, counted from 1, its first byte, counted from 0, and why, without a patient's data. */
export interface FileFault {
  readonly segment: number;
  readonly offset: number;
  readonly level: "interchange" | "group" | "set" | "file";
  readonly reason: string;
}

/** An arrival, or a file that was fetched: one line of an account's transfer log. Times are ISO 8601, UTC. */
export interface SftpFile {
  readonly practiceId: string;
  readonly accountId: string;
  readonly fileId: string;
  /** In from the software, or out to it. */
  readonly direction: "in" | "out";
  readonly at: string;
  /** Below `/inbound` or `/outbound`. Software puts patients' names into names of files: it stands here and nowhere else. */
  readonly name: string;
  readonly bytes: number;
  /** The address it came from or went to. */
  readonly from?: string;
  readonly outcome: FileOutcome;
  /** `837P`, `835`, `mixed`, `other`; absent of what was not read. */
  readonly kind?: string;
  readonly claims?: number;
  readonly charge?: string;
  readonly acceptedClaims?: number;
  readonly acceptedCharge?: string;
  /** NM109 of who submits and who receives, of the first set that has them. */
  readonly submitter?: string;
  readonly receiver?: string;
  readonly interchanges?: readonly FileInterchange[];
  readonly faults?: readonly FileFault[];
  /** All of them; `faults` are the first. */
  readonly faultCount?: number;
}

/** Mistakes that are kept of one file. */
export const faultsOfFile = 50;
/** Characters of a name that are kept. */
export const longestName = 255;
/** What is larger is not read. */
export const mostFileBytes = 1024 ** 3;

/** Endings that programs give a file while they write it; it comes under its name when it is whole. Source: WinSCP, FileZilla, rsync. */
const unfinished = /(\.(filepart|part|partial|tmp|temp|writing)|~)$/i;

/** Whether a file is still being written, as its name says. */
export const isUnfinished = (name: string): boolean => unfinished.test(name) || /(^|\/)\.[^/]*$/.test(name);

/** "$1,250.00". @param amount dollars and cents, such as `1250.00` */
export const moneyInWords = (amount: string): string =>
  Number(amount).toLocaleString("en-US", { style: "currency", currency: "USD" });
