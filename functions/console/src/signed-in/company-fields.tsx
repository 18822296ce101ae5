import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import type { ReactNode } from "react";
import type * as z from "zod/mini";
import type { PracticeChange, PracticeView } from "../../../../shared/contract/practices.ts";
import { isNpi } from "../../../../shared/domain/npi.ts";
import { type FormFields, typedOrNothing } from "../form-fields.ts";
import { TextField } from "./text-field.tsx";

type Practice = z.output<typeof PracticeView>;
type Change = z.input<typeof PracticeChange>;

/** The texts about the company, beside its name, zone and first NPI. */
export const companyTextsOf = ({ furtherNpis, taxId = "", addressLines, contact }: Practice) => ({
  furtherNpis: furtherNpis.join("\n"),
  taxId,
  addressLines: addressLines.join("\n"),
  contactName: contact.name ?? "",
  email: contact.email ?? "",
  phone: contact.phone ?? "",
});
type CompanyTexts = ReturnType<typeof companyTextsOf>;

export const companyComplaints = {
  furtherNpis: "At most ten NPIs, one a line and each once, of 10 digits of which the last checks the others.",
  taxId: "An employer identification number has 9 digits, such as 12-3456789.",
  addressLines: "At most four lines of 80 characters.",
  contactName: "At most 120 characters.",
  email: "Enter an e-mail address, or leave it empty.",
  phone: "Enter a phone number with its country, such as +1 312 555 0147, or leave it empty.",
} as const satisfies Record<keyof CompanyTexts, string>;

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** What is wrong with lists of lines, which are named by no field of their own. */
export function faultsOfCompany({ furtherNpis, addressLines }: CompanyTexts): Partial<CompanyTexts> {
  const [npis, address] = [linesOf(furtherNpis), linesOf(addressLines)];
  const areNpisRight = npis.length <= 10 && npis.every(isNpi) && new Set(npis).size === npis.length;
  const isAddressRight = address.length <= 4 && address.every((line) => line.length <= 80);
  return {
    ...(areNpisRight ? {} : { furtherNpis: companyComplaints.furtherNpis }),
    ...(isAddressRight ? {} : { addressLines: companyComplaints.addressLines }),
  };
}

/** The texts as the route wants them. */
export function companyOf({ furtherNpis, taxId, addressLines, contactName, email, phone }: CompanyTexts): Change {
  const contact = { name: typedOrNothing(contactName), email: typedOrNothing(email), phone: typedOrNothing(phone) };
  return {
    furtherNpis: linesOf(furtherNpis),
    taxId: typedOrNothing(taxId) ?? null,
    addressLines: linesOf(addressLines),
    contact: Object.fromEntries(Object.entries(contact).filter(([, text]) => text !== undefined)),
  };
}

const optional = (label: string): ReactNode => (
  <>
    {label} <i>- optional</i>
  </>
);

interface CompanyFieldsProps extends Pick<FormFields<CompanyTexts>, "values" | "errors" | "set"> {
  readonly isSoleProprietor: boolean;
  readonly setSoleProprietor: (isSoleProprietor: boolean) => void;
}

/** Identifiers, address and contact of the company. */
export function CompanyFields({ values, errors, set, isSoleProprietor, setSoleProprietor }: CompanyFieldsProps) {
  return (
    <SpaceBetween size="l">
      <Checkbox checked={isSoleProprietor} onChange={({ detail }) => setSoleProprietor(detail.checked)}>
        The practice is a sole proprietor, whose NPI is of type 1
      </Checkbox>
      <FormField
        label={optional("Further NPIs")}
        description="Of other parts of the practice, one a line."
        errorText={errors.furtherNpis}
      >
        <Textarea rows={2} value={values.furtherNpis} onChange={({ detail }) => set("furtherNpis", detail.value)} />
      </FormField>
      <TextField
        label={optional("Tax id")}
        description="The employer identification number, never a social security number."
        value={values.taxId}
        error={errors.taxId}
        onText={(text) => set("taxId", text)}
        input={{ inputMode: "numeric", autoComplete: false, placeholder: "12-3456789" }}
      />
      <FormField label={optional("Address")} errorText={errors.addressLines}>
        <Textarea rows={3} value={values.addressLines} onChange={({ detail }) => set("addressLines", detail.value)} />
      </FormField>
      <TextField
        label={optional("Contact person")}
        value={values.contactName}
        error={errors.contactName}
        onText={(text) => set("contactName", text.slice(0, 120))}
        input={{ autoComplete: false }}
      />
      <TextField
        label={optional("Contact e-mail")}
        value={values.email}
        error={errors.email}
        onText={(text) => set("email", text)}
        input={{ inputMode: "email", autoComplete: false }}
      />
      <TextField
        label={optional("Contact phone")}
        value={values.phone}
        error={errors.phone}
        onText={(text) => set("phone", text)}
        input={{ inputMode: "tel", autoComplete: false }}
      />
    </SpaceBetween>
  );
}

/** The same facts in words, for who may not change them and for two versions side by side. */
export function companyInWords(practice: Change) {
  const { isSoleProprietor, furtherNpis = [], taxId, addressLines = [], contact = {} } = practice;
  return [
    { label: "Sole proprietor", value: isSoleProprietor ? "Yes" : "No" },
    { label: "Further NPIs", value: furtherNpis.join(", ") },
    { label: "Tax id", value: taxId ?? "" },
    { label: "Address", value: addressLines.join(", ") },
    { label: "Contact", value: [contact.name, contact.email, contact.phone].filter(Boolean).join(", ") },
  ];
}
