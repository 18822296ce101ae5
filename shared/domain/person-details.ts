import type { Application } from "./application.ts";
import type { FieldError } from "./refusal.ts";

/** What a practice keeps of a person beside the account; all of it optional, none of it decides what he may do. Source: PRODUCT.md U2, U8, U9. */
export interface PersonDetails {
  /** Title and credentials, such as `MD, PhD`. */
  readonly title?: string;
  /** Where he is called, E.164; the number that codes go to is another, which he proves himself. */
  readonly contactPhone?: string;
  readonly addressLines?: readonly string[];
  /** National Provider Identifier of type 1. */
  readonly npi?: string;
  readonly providerNumber?: string;
  readonly deaNumber?: string;
  /** The last day on which the registration is good, such as 2027-03-31. */
  readonly deaExpiresOn?: string;
  readonly licenceNumber?: string;
  readonly licenceState?: string;
  readonly licenceExpiresOn?: string;
  readonly specialty?: string;
  readonly individualBillingNumber?: string;
  readonly groupBillingNumber?: string;
  /** How an application calls him, such as a clearinghouse its provider. */
  readonly externalIds?: Readonly<Partial<Record<Application, string>>>;
  /** Whether he is told by mail of claims that were submitted; absent: no. */
  readonly wantsClaimMails?: boolean;
  /** Whether he gets other mails that are no notices of security, which nobody switches off; absent: yes. */
  readonly wantsOtherMails?: boolean;
}

export const detailNames = [
  ...["title", "contactPhone", "addressLines", "npi", "providerNumber", "deaNumber", "deaExpiresOn"],
  ...["licenceNumber", "licenceState", "licenceExpiresOn", "specialty", "individualBillingNumber"],
  ...["groupBillingNumber", "externalIds", "wantsClaimMails", "wantsOtherMails"],
] as const satisfies readonly (keyof PersonDetails)[];

/** The details alone. */
export function detailsOf(person: PersonDetails): PersonDetails {
  const known = detailNames.filter((name) => person[name] !== undefined);
  return Object.fromEntries(known.map((name) => [name, person[name]]));
}

/** What goes together or not at all, in the order of the form. */
const together: readonly (readonly (keyof PersonDetails)[])[] = [
  ["deaNumber", "deaExpiresOn"],
  ["licenceNumber", "licenceState", "licenceExpiresOn"],
];

/** The fields that are missing beside others: a number that ends needs the day, a licence the state it is of. */
export function missingDetails(details: PersonDetails): FieldError[] {
  const missing = together.flatMap((names) =>
    names.some((name) => details[name] !== undefined) ? names.filter((name) => details[name] === undefined) : [],
  );
  return missing.map((name) => ({
    pointer: `/${name}`,
    code: "missing",
    detail: "must be given together with the number, its state and its last day",
  }));
}
