import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import type { FormFields } from "../form-fields.ts";
import { linesOf, type PolicyTexts, untilUnlocked } from "./policy-texts.ts";
import { TextField } from "./text-field.tsx";

/** The policy as the form has it. */
export interface SectionProps {
  readonly fields: FormFields<PolicyTexts>;
}

/** A group of settings under its heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Container header={<Header variant="h2">{title}</Header>}>
      <SpaceBetween size="l">{children}</SpaceBetween>
    </Container>
  );
}

interface FieldProps extends SectionProps {
  readonly name: keyof PolicyTexts;
  readonly label: string;
  readonly description?: string;
}

/** A whole number. */
export function NumberField({ fields, name, label, description }: FieldProps) {
  return (
    <TextField
      label={label}
      description={description}
      value={fields.values[name]}
      error={fields.errors[name]}
      onText={(text) => fields.set(name, text)}
      input={{ inputMode: "numeric", autoComplete: false }}
    />
  );
}

const lengths = Array.from({ length: 10 }, (_, at) => String(15 + 5 * at));
const shown = (length: string) => (length === untilUnlocked ? "Until a user manager unlocks it" : `${length} minutes`);

/** How long a lock lasts. */
export function LockField({ fields, name, label }: FieldProps) {
  const value = fields.values[name];
  const choices = [...new Set([...lengths, value, untilUnlocked])].filter((length) => length !== "");
  return (
    <FormField
      label={label}
      description="Security administrators are locked by time only."
      errorText={fields.errors[name]}
    >
      <Select
        selectedOption={{ value, label: shown(value) }}
        options={choices.map((length) => ({ value: length, label: shown(length) }))}
        onChange={({ detail }) => fields.set(name, detail.selectedOption.value ?? value)}
      />
    </FormField>
  );
}

/** Some of a few words. */
export function ManyField({
  fields,
  name,
  label,
  description,
  choices,
}: FieldProps & { choices: Record<string, string> }) {
  const chosen = linesOf(fields.values[name]);
  const set = (key: string, isOn: boolean) =>
    fields.set(name, [...chosen.filter((each) => each !== key), ...(isOn ? [key] : [])].join("\n"));
  return (
    <FormField label={label} description={description} errorText={fields.errors[name]}>
      <SpaceBetween size="xs">
        {Object.entries(choices).map(([key, title]) => (
          <Checkbox key={key} checked={chosen.includes(key)} onChange={({ detail }) => set(key, detail.checked)}>
            {title}
          </Checkbox>
        ))}
      </SpaceBetween>
    </FormField>
  );
}

type Choices = readonly { readonly value: string; readonly label: string }[];

/** One of a few words. */
export function ChoiceField({ fields, name, label, choices }: FieldProps & { choices: Choices }) {
  return (
    <FormField label={label}>
      <Select
        selectedOption={choices.find(({ value }) => value === fields.values[name]) ?? null}
        options={choices}
        onChange={({ detail }) => fields.set(name, detail.selectedOption.value ?? "")}
      />
    </FormField>
  );
}

/** On or off. */
export function SwitchField({ fields, name, label, description, isOff = false }: FieldProps & { isOff?: boolean }) {
  return (
    <Checkbox
      disabled={isOff}
      description={description}
      checked={fields.values[name] === "on"}
      onChange={({ detail }) => fields.set(name, detail.checked ? "on" : "")}
    >
      {label}
    </Checkbox>
  );
}
