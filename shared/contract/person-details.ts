import * as z from "zod/mini";
import { applicationNames } from "../domain/application.ts";
import { isDeaNumber } from "../domain/dea-number.ts";
import { licenceStates } from "../domain/licence-state.ts";
import { date, npi, phoneNumber, text } from "./fields.ts";

const dea = z.string().check(
  z.maxLength(16),
  z.trim(),
  z.toUpperCase(),
  z.refine((value) => isDeaNumber(value), { message: "must be a DEA number such as AB1234563, with its check digit" }),
);
const state = z.string().check(
  z.maxLength(8),
  z.trim(),
  z.toUpperCase(),
  z.refine((value) => licenceStates.includes(value), { message: "must be the two letters of a state, such as TX" }),
);
/** A number or sign that somebody else gives out: kept as it is. */
const number = text(40);

/** What is kept of a person beside the account, as it is typed. Source: PRODUCT.md U2, U8, U9. */
export const detailFields = {
  title: text(40),
  contactPhone: phoneNumber,
  addressLines: z.array(text(80)).check(z.minLength(1), z.maxLength(4)),
  npi,
  providerNumber: number,
  deaNumber: dea,
  deaExpiresOn: date,
  licenceNumber: number,
  licenceState: state,
  licenceExpiresOn: date,
  specialty: text(80),
  individualBillingNumber: number,
  groupBillingNumber: number,
  externalIds: z.partialRecord(z.enum(applicationNames), number),
  wantsClaimMails: z.boolean(),
  wantsOtherMails: z.boolean(),
} as const;

/** All of them optional. */
export const PersonDetailsField = z.partial(z.strictObject(detailFields));

const orNothing = <T extends z.ZodMiniType>(field: T) => z.optional(z.nullable(field));

/** What is named changes, what is null is taken away, and what is left out stays. */
export const detailChanges = {
  title: orNothing(detailFields.title),
  contactPhone: orNothing(detailFields.contactPhone),
  addressLines: orNothing(detailFields.addressLines),
  npi: orNothing(detailFields.npi),
  providerNumber: orNothing(detailFields.providerNumber),
  deaNumber: orNothing(detailFields.deaNumber),
  deaExpiresOn: orNothing(detailFields.deaExpiresOn),
  licenceNumber: orNothing(detailFields.licenceNumber),
  licenceState: orNothing(detailFields.licenceState),
  licenceExpiresOn: orNothing(detailFields.licenceExpiresOn),
  specialty: orNothing(detailFields.specialty),
  individualBillingNumber: orNothing(detailFields.individualBillingNumber),
  groupBillingNumber: orNothing(detailFields.groupBillingNumber),
  externalIds: orNothing(detailFields.externalIds),
  wantsClaimMails: z.optional(detailFields.wantsClaimMails),
  wantsOtherMails: z.optional(detailFields.wantsOtherMails),
} as const;
