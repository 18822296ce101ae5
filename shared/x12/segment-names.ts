import { nameNumber } from "./elements.ts";

const ofAll =
  "BHT NM1 N3 N4 PER HL PRV CUR REF SBR PAT DMG CLM DTP PWK CN1 AMT K3 NTE HI HCP CAS OI MOA LX SVD QTY CRC LIN CTP LQ";
/** Beside them, by the digit in which the guides' names differ. Source: X12N 005010X222A1, X223A2 and X224A2. */
const ofGuide: Readonly<Record<string, string>> = {
  "2": "CR1 CR2 CR3 SV1 SV5 MEA PS1 FRM",
  "3": "CL1 MIA SV2",
  "4": "DN1 DN2 SV3 TOO",
};

const numbers: ReadonlyMap<string, ReadonlySet<number>> = new Map(
  Object.entries(ofGuide).map(([digit, more]) => [digit, new Set(`${ofAll} ${more}`.split(" ").map(nameNumber))]),
);

/** The names that segments of claims may have under a guide, as numbers. @returns undefined of a guide that is not read */
export function segmentNamesOf(version: string): ReadonlySet<number> | undefined {
  return numbers.get(/^005010X22([234])/.exec(version)?.[1] ?? "");
}
