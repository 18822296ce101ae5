import {
  type FileFault,
  type FileInterchange,
  type FileOutcome,
  faultsOfFile,
  type SftpFile,
} from "../../shared/domain/sftp-file.ts";
import { amountOf } from "../../shared/x12/amount.ts";
import { mostInterchanges } from "../../shared/x12/hold-against.ts";
import type { Envelope, Interchange } from "../../shared/x12/interchange.ts";
import {
  claimsOf,
  faultsOf,
  fileKindOf,
  fileVerdictOf,
  hasClaims,
  interchangeVerdictOf,
} from "../../shared/x12/outcome.ts";

/** What a line of the transfer log says of what was read. */
export type Summary = Omit<
  SftpFile,
  "practiceId" | "accountId" | "fileId" | "direction" | "at" | "name" | "bytes" | "from"
>;

/** The part of a file's envelope that is kept: counts, sums, ids and mistakes. */
export function summaryOf(envelope: Envelope): Summary {
  const outcome: FileOutcome = fileVerdictOf(envelope);
  const kind = fileKindOf(envelope);
  if (outcome === "received") return { outcome, kind };
  const { claims, cents, acceptedClaims, acceptedCents } = claimsOf(envelope);
  const sets = envelope.interchanges.flatMap(({ groups }) => groups.flatMap((group) => group.sets));
  const { submitter } = sets.find((set) => set.submitter !== undefined) ?? {};
  const { receiver } = sets.find((set) => set.receiver !== undefined) ?? {};
  const faults = faultsOf(envelope);
  return {
    outcome,
    kind,
    claims,
    charge: amountOf(cents),
    acceptedClaims,
    acceptedCharge: amountOf(acceptedCents),
    ...(submitter && { submitter }),
    ...(receiver && { receiver }),
    interchanges: envelope.interchanges.filter(hasClaims).slice(0, mostInterchanges).map(lineOf),
    faults: faults
      .slice(0, faultsOfFile)
      .map(({ segment, offset, level, reason }) => ({ segment, offset, level, reason })),
    faultCount: Math.max(envelope.faults, faults.length),
  };
}

/** Of a file that was not read at all, why. */
export function unread(reason: string): Summary {
  const fault: FileFault = { segment: 0, offset: 0, level: "file", reason };
  return { outcome: "rejected", faults: [fault], faultCount: 1 };
}

function lineOf(interchange: Interchange): FileInterchange {
  const { header, groups } = interchange;
  const { claims, cents } = claimsOf({ interchanges: [interchange] });
  return {
    ...(header && { sender: header.sender, receiver: header.receiver, controlNumber: header.controlNumber }),
    outcome: interchangeVerdictOf(interchange),
    isTest: header?.isTest === true,
    sets: groups.reduce((sum, group) => sum + group.sets.length, 0),
    claims,
    charge: amountOf(cents),
  };
}
