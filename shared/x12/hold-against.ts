import type { Fault, FaultKind } from "./fault.ts";
import type { Envelope, Interchange, InterchangeHeader } from "./interchange.ts";
import { hasClaims, interchangeVerdictOf } from "./outcome.ts";

/** What is known of who sends the file: numbers that were taken before, and by which ids he may send. */
export interface Known {
  /** As `numberOf` says them. */
  readonly numbers: ReadonlySet<string>;
  /** ISA06 of interchanges that may come; none means any. */
  readonly senders: readonly string[];
}

/** Interchanges of claims that are taken from one file. */
export const mostInterchanges = 40;

/** What tells one interchange of an account from all others: who sends it, and its number. */
export const numberOf = ({ senderQualifier, sender, controlNumber }: InterchangeHeader): string =>
  `${senderQualifier}*${sender}*${controlNumber}`;

/** Numbers of the interchanges of claims that no mistake refuses, so far. */
export function numbersTaken({ interchanges }: Envelope): string[] {
  const taken = interchanges.filter((each) => hasClaims(each) && interchangeVerdictOf(each) !== "rejected");
  return [...new Set(taken.flatMap(({ header }) => (header ? [numberOf(header)] : [])))];
}

/** Why an interchange is refused that has no mistake of its own, and in which words. */
const refusals = {
  "interchange-repeated":
    "An interchange with this sender and number in ISA13 was taken before: it is not taken again.",
  "sender-foreign": "ISA06 is not the sender's id that this account's files come under.",
  "too-many-interchanges": `The file has more than ${mostInterchanges} interchanges; send the others in another file.`,
} as const satisfies Partial<Record<FaultKind, string>>;
export type HeldFor = keyof typeof refusals;

/**
 * What only the past of its sender tells of each interchange of claims: that it was taken before, or that another sends. What a
 * mistake refused may come again under its number. Source: SECURITY attack 84.
 */
export function heldFor({ interchanges }: Envelope, { numbers, senders }: Known): HeldFor[][] {
  return interchanges
    .filter(hasClaims)
    .map(({ header }, i) => [
      ...(header && numbers.has(numberOf(header)) ? (["interchange-repeated"] as const) : []),
      ...(header && senders.length > 0 && !senders.includes(header.sender) ? (["sender-foreign"] as const) : []),
      ...(i >= mostInterchanges ? (["too-many-interchanges"] as const) : []),
    ]);
}

/** The file with these refusals, one list for each interchange of claims. */
export function withRefusals(envelope: Envelope, lists: readonly (readonly HeldFor[])[]): Envelope {
  let claims = -1;
  const interchanges = envelope.interchanges.map((interchange) => {
    if (!hasClaims(interchange)) return interchange;
    claims += 1;
    const more = (lists[claims] ?? []).map((kind) => faultAt(interchange, kind, refusals[kind]));
    return { ...interchange, faults: [...interchange.faults, ...more] };
  });
  return { ...envelope, interchanges };
}

const faultAt = ({ at }: Interchange, kind: FaultKind, reason: string): Fault => ({ ...at, kind, reason });
