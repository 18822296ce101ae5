import { type Fault, faultKinds, type Level } from "./fault.ts";
import type { Envelope, FunctionalGroup, Interchange, TransactionSet } from "./interchange.ts";

/** What becomes of claims: taken, taken but for some sets, or refused. Acceptance of the envelope, not a payer's. */
export type Verdict = "accepted" | "accepted-in-part" | "rejected";

/** Of a set within a group: it is taken with its group or not. */
export function setVerdictOf({ faults }: Pick<TransactionSet, "faults">): "accepted" | "rejected" {
  return faults.length > 0 ? "rejected" : "accepted";
}

/** Of a group: a mistake of its own refuses all its sets. */
export function groupVerdictOf({ faults, sets }: Pick<FunctionalGroup, "faults" | "sets">): Verdict {
  return faults.length > 0 ? "rejected" : joined(sets.map(setVerdictOf));
}

/** Whether somebody waits for an answer to a group: it holds claims. */
export const isOfClaims = ({ kind, sets }: Pick<FunctionalGroup, "kind" | "sets">): boolean =>
  kind === "HC" || sets.some((set) => set.kind === "837");

/** Whether an interchange is one of claims, or cannot be told from one. */
export const hasClaims = ({ groups }: Interchange): boolean => groups.length === 0 || groups.some(isOfClaims);

/** Of an interchange of claims: a mistake of its own refuses all its groups. */
export function interchangeVerdictOf({ faults, groups }: Interchange): Verdict {
  if (faults.length > 0) return "rejected";
  return joined(groups.filter(isOfClaims).map(groupVerdictOf));
}

/** Of a whole file; one without claims waits for no verdict. */
export function fileVerdictOf({ isX12, interchanges }: Envelope): Verdict | "received" {
  const claims = interchanges.filter(hasClaims);
  return isX12 && claims.length > 0 ? joined(claims.map(interchangeVerdictOf)) : "received";
}

function joined(parts: readonly Verdict[]): Verdict {
  if (parts.every((each) => each === "accepted") && parts.length > 0) return "accepted";
  return parts.some((each) => each !== "rejected") ? "accepted-in-part" : "rejected";
}

const claimLetters: Readonly<Record<string, string>> = { "2": "P", "3": "I", "4": "D" };

/** What a file holds: `837P`, `837I`, `837D`, another set's number, `mixed`, or `other` where it is no X12. */
export function fileKindOf({ isX12, interchanges }: Envelope): string {
  const kinds = new Set(interchanges.flatMap(({ groups }) => groups.flatMap(({ sets }) => sets.map(setKindOf))));
  const [first, ...others] = kinds;
  if (!isX12) return "other";
  return first === undefined ? "X12" : others.length > 0 ? "mixed" : first;
}

function setKindOf({ kind, version }: TransactionSet): string {
  const letter = claimLetters[/^005010X22([234])/.exec(version)?.[1] ?? ""];
  if (kind === "837") return `837${letter ?? ""}`;
  return /^\d{3}$/.test(kind) ? kind : "X12";
}

/** A mistake, with how much it spoils and in which set or group it stands, as the page shows it. */
export interface ToldFault extends Fault {
  readonly level: Level;
}

/** All mistakes of a file's claims in the order of their places. */
export function faultsOf({ interchanges }: Envelope): ToldFault[] {
  return interchanges
    .filter(hasClaims)
    .flatMap(({ faults, groups }) => [
      ...faults,
      ...groups.filter(isOfClaims).flatMap((group) => [...group.faults, ...group.sets.flatMap((set) => set.faults)]),
    ])
    .map((fault) => ({ ...fault, level: faultKinds[fault.kind].level }))
    .sort((one, other) => one.segment - other.segment);
}

/** Claims of a file and their charge in cents: all, and those of sets that were taken. */
export function claimsOf({ interchanges }: Pick<Envelope, "interchanges">) {
  const total = { claims: 0, cents: 0n, acceptedClaims: 0, acceptedCents: 0n };
  for (const interchange of interchanges) {
    for (const group of interchange.groups.filter(isOfClaims)) {
      const isOpen = interchange.faults.length === 0 && group.faults.length === 0;
      for (const set of group.sets) {
        total.claims += set.claims;
        total.cents += set.cents;
        if (!isOpen || set.faults.length > 0) continue;
        total.acceptedClaims += set.claims;
        total.acceptedCents += set.cents;
      }
    }
  }
  return total;
}
