import * as z from "zod/mini";
import { emailAddress, npi, phoneNumber, text } from "./fields.ts";

/** Employer identification number: nine digits, kept as `12-3456789`. Source: IRS, form SS-4. */
const taxId = z.string().check(
  z.maxLength(20),
  z.overwrite((value) => value.replace(/[\s-]/g, "").replace(/^(\d{2})(\d{7})$/, "$1-$2")),
  z.regex(/^\d{2}-\d{7}$/, { message: "must be 9 digits, such as 12-3456789" }),
);
const mostFurtherNpis = 10;

/** What is known of the company beside its name; part of the practice's view. */
export const companyView = {
  isSoleProprietor: z.boolean(),
  furtherNpis: z.array(z.string()),
  taxId: z.optional(z.string()),
  addressLines: z.array(z.string()),
  contact: z.object({
    name: z.optional(z.string()),
    email: z.optional(z.string()),
    phone: z.optional(z.string()),
  }),
};
/** The same as it is changed; `contact` is replaced as a whole, and no tax id is `null`. Source: PRODUCT.md P2. */
export const companyChange = {
  isSoleProprietor: z.optional(z.boolean()),
  furtherNpis: z.optional(
    z.array(npi).check(
      z.maxLength(mostFurtherNpis),
      z.refine((npis) => new Set(npis).size === npis.length, { message: "must name each NPI once" }),
    ),
  ),
  taxId: z.optional(z.nullable(taxId)),
  addressLines: z.optional(z.array(text(80)).check(z.maxLength(4))),
  contact: z.optional(
    z.strictObject({
      name: z.optional(text(120)),
      email: z.optional(emailAddress),
      phone: z.optional(phoneNumber),
    }),
  ),
};
