import DateInput from "@cloudscape-design/components/date-input";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { type DetailName, type DetailTexts, detailInputs } from "./detail-texts.ts";
import { TextField } from "./text-field.tsx";

interface DetailFieldsProps {
  readonly names: readonly DetailName[];
  readonly values: DetailTexts;
  readonly errors: Partial<Record<DetailName, string>>;
  readonly onText: (name: DetailName, text: string) => void;
}

/** The fields of some details of a person, each of which may stay empty. */
export function DetailFields({ names, ...fields }: DetailFieldsProps) {
  return (
    <SpaceBetween size="l">
      {names.map((name) => (
        <DetailField key={name} name={name} {...fields} />
      ))}
    </SpaceBetween>
  );
}

function DetailField({ name, values, errors, onText }: Omit<DetailFieldsProps, "names"> & { name: DetailName }) {
  const { label, ...asked } = detailInputs[name];
  const field = {
    label: (
      <>
        {label} <i>- optional</i>
      </>
    ),
    description: "hint" in asked ? asked.hint : undefined,
  };
  const change = (text: string) => onText(name, text);
  if ("isDate" in asked)
    return (
      <FormField {...field} errorText={errors[name]}>
        <DateInput value={values[name]} placeholder="YYYY/MM/DD" onChange={({ detail }) => change(detail.value)} />
      </FormField>
    );
  if (name === "addressLines")
    return (
      <FormField {...field} errorText={errors[name]}>
        <Textarea rows={3} value={values[name]} onChange={({ detail }) => change(detail.value)} />
      </FormField>
    );
  return (
    <TextField {...field} value={values[name]} error={errors[name]} onText={change} input={{ autoComplete: false }} />
  );
}
