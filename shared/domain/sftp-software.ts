/** What claim files an SFTP account carries: the X12 transaction, with the form it stands for on paper. Source: PRODUCT.md S1. */
export const claimTypes = {
  "837P": { title: "Professional", form: "CMS-1500, HCFA" },
  "837I": { title: "Institutional", form: "UB-04" },
  "837D": { title: "Dental", form: "ADA Dental Claim" },
} as const satisfies Record<string, { title: string; form: string }>;
export type ClaimType = keyof typeof claimTypes;
export const claimTypeNames = Object.keys(claimTypes) as [ClaimType, ...ClaimType[]];

/** A claim type as one says it: `837P, professional (CMS-1500, HCFA)`. */
export function claimTypeInWords(type: ClaimType): string {
  const { title, form } = claimTypes[type];
  return `${type}, ${title.toLowerCase()} (${form})`;
}

/** Software that asks for SFTP accounts often, offered while a name is typed; any other name is as good. */
export const softwareCatalogue = [
  "AdvancedMD",
  "CentralReach",
  "eClinicalWorks",
  "Eaglesoft",
  "NextGen",
  "Open Dental",
  "OpenEMR",
  "SimplePractice",
  "Tebra",
  "TherapyNotes",
  "Theralytics",
  "WebPT",
] as const;

/** Which software an account belongs to and what it sends: what a request asks for and its account then keeps. */
export interface SftpSoftware {
  readonly softwareName: string;
  readonly claimType: ClaimType;
}

/**
 * A name as a part of an SFTP username: lower case letters, digits and hyphens, `Sunrise Family Practice` as
 * `sunrise-family-practice`, cut at `most` characters; empty where nothing of it can be written so.
 */
export function asUsernamePart(name: string, most: number): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, most)
    .replace(/-$/, "");
}
