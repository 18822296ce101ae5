import type * as z from "zod/mini";
import type { PersonDetailsField } from "../../../../shared/contract/person-details.ts";
import type { UserChange } from "../../../../shared/contract/user-edit.ts";

export type Details = z.output<typeof PersonDetailsField>;

/** How each detail is asked for; a list of lines is one text. */
export const detailInputs = {
  title: { label: "Title and credentials", hint: "Such as MD, PhD or RN." },
  contactPhone: { label: "Phone", hint: "Where the person is called, such as +1 312 555 0147. No codes go there." },
  addressLines: { label: "Address", hint: "At most four lines." },
  npi: { label: "NPI", hint: "The ten digits of the person's own National Provider Identifier." },
  providerNumber: { label: "Provider number" },
  specialty: { label: "Specialty" },
  deaNumber: { label: "DEA number", hint: "Two letters and seven digits." },
  deaExpiresOn: { label: "DEA registration ends", isDate: true },
  licenceNumber: { label: "State licence" },
  licenceState: { label: "State of the licence", hint: "Two letters, such as TX." },
  licenceExpiresOn: { label: "State licence ends", isDate: true },
  individualBillingNumber: { label: "Individual billing number" },
  groupBillingNumber: { label: "Group billing number" },
} as const satisfies Record<string, { label: string; hint?: string; isDate?: true }>;

export type DetailName = keyof typeof detailInputs;
export type DetailTexts = Record<DetailName, string>;
export const detailNames = Object.keys(detailInputs) as [DetailName, ...DetailName[]];

/** Which of them belong together on a page. */
export const contactNames: readonly DetailName[] = ["title", "contactPhone", "addressLines"];
export const professionalNames: readonly DetailName[] = [
  ...(["npi", "providerNumber", "specialty", "deaNumber", "deaExpiresOn"] as const),
  ...(["licenceNumber", "licenceState", "licenceExpiresOn"] as const),
];
export const billingNames: readonly DetailName[] = ["individualBillingNumber", "groupBillingNumber"];

/** What to say when a detail is wrong. */
export const detailComplaints: DetailTexts = {
  title: "At most 40 characters.",
  contactPhone: "Enter the number with its country, such as +1 312 555 0147.",
  addressLines: "At most four lines of 80 characters.",
  npi: "Enter the ten digits of an NPI; its last one checks the others.",
  providerNumber: "At most 40 characters.",
  specialty: "At most 80 characters.",
  deaNumber: "Enter two letters and seven digits; the last one checks the others.",
  deaExpiresOn: "Enter the last day of the registration, such as 2027/03/31.",
  licenceNumber: "Enter the number of the licence.",
  licenceState: "Enter the two letters of the state, such as TX.",
  licenceExpiresOn: "Enter the last day of the licence, such as 2027/07/31.",
  individualBillingNumber: "At most 40 characters.",
  groupBillingNumber: "At most 40 characters.",
};

/** The details as texts to edit. */
export function textsOf(details: Details): DetailTexts {
  const textOf = (name: DetailName) => (name === "addressLines" ? details.addressLines?.join("\n") : details[name]);
  return Object.fromEntries(detailNames.map((name) => [name, textOf(name) ?? ""])) as DetailTexts;
}

/** The texts as a new person's details: what is empty is left out. */
export function detailsFrom(texts: DetailTexts): Details {
  const typed = detailNames.filter((name) => texts[name].trim() !== "");
  return Object.fromEntries(typed.map((name) => [name, detailOf(name, texts[name])]));
}

/** What became different: an emptied text takes its detail away. */
export function changesFrom(texts: DetailTexts, before: Details): z.input<typeof UserChange> {
  const known = textsOf(before);
  const changed = detailNames.filter((name) => texts[name].trim() !== known[name].trim());
  return Object.fromEntries(
    changed.map((name) => [name, texts[name].trim() === "" ? null : detailOf(name, texts[name])]),
  );
}

const detailOf = (name: DetailName, text: string): string | string[] =>
  name === "addressLines" ? text.split("\n").filter((line) => line.trim() !== "") : text;
