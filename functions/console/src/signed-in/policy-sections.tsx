import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import type { ReactNode } from "react";
import { applications } from "../../../../shared/domain/application.ts";
import { userTypes } from "../../../../shared/domain/user-type.ts";
import type { FormFields } from "../form-fields.ts";
import { linesOf, type PolicyTexts, untilUnlocked } from "./policy-texts.ts";
import { TextField } from "./text-field.tsx";

interface SectionProps {
  readonly fields: FormFields<PolicyTexts>;
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Container header={<Header variant="h2">{title}</Header>}>
      <SpaceBetween size="l">{children}</SpaceBetween>
    </Container>
  );
}

/** After how many wrong passwords an account is locked, and for how long. */
export function LockSection({ fields }: SectionProps) {
  return (
    <Section title="Lockout">
      <NumberField
        fields={fields}
        name="lockThreshold"
        label="Wrong passwords forgiven"
        description="3 to 10. The next one locks the account."
      />
      <LockField fields={fields} name="firstLock" label="A lock lasts" />
      <LockField fields={fields} name="repeatedLock" label="A lock within a day of another lasts" />
    </Section>
  );
}

/** When a session ends, and how long an invitation is good for. */
export function SessionSection({ fields }: SectionProps) {
  return (
    <Section title="Sessions and invitations">
      <NumberField
        fields={fields}
        name="idleMinutes"
        label="Minutes without use that end a session"
        description="5 to 60."
      />
      <NumberField
        fields={fields}
        name="absoluteHours"
        label="Hours that end a session in any case"
        description="1 to 12."
      />
      <NumberField
        fields={fields}
        name="invitationDays"
        label="Days that an invitation is good for"
        description="1 to 30."
      />
    </Section>
  );
}

/** What passwords must be, and which second steps there are. */
export function PasswordSection({ fields, isSmsOffered }: SectionProps & { isSmsOffered: boolean }) {
  return (
    <Section title="Password and second step">
      <NumberField
        fields={fields}
        name="passwordMinLength"
        label="Characters a password has at least"
        description="12 to 64."
      />
      <SwitchField
        fields={fields}
        name="passwordComposition"
        label="Passwords need upper and lower case, a digit and a symbol"
      />
      <AgeField fields={fields} />
      <NumberField fields={fields} name="ageDays" label="Days after which a password is old" description="30 to 730." />
      <SwitchField fields={fields} name="emailCodes" label="Members may take codes by e-mail as their second step" />
      <SwitchField
        fields={fields}
        name="smsCodes"
        label="Members may take codes by SMS as their second step"
        description={
          isSmsOffered
            ? "Each code costs whoever operates this installation a text message."
            : "This installation sends no text messages."
        }
        isOff={!isSmsOffered && fields.values.smsCodes === ""}
      />
    </Section>
  );
}

/** Whose sign-in, and which application's, demands a second step. */
export function NeedSection({ fields }: SectionProps) {
  return (
    <Section title="Who needs a second step">
      <ManyField
        fields={fields}
        name="secondStepTypes"
        label="These people, wherever they sign in"
        description="Security administrators and user managers always need one. Who has set one up goes on using it."
        choices={userTypes}
      />
      <ManyField
        fields={fields}
        name="secondStepApplications"
        label="Everybody who signs in to these applications"
        description="Whoever needs none may sign in with a password of 15 characters or more."
        choices={applications}
      />
    </Section>
  );
}

function ManyField({ fields, name, label, description, choices }: FieldProps & { choices: Record<string, string> }) {
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

/** Where people may come from. */
export function PlaceSection({ fields, yourAddress }: SectionProps & { yourAddress: string }) {
  return (
    <Section title="Addresses">
      <FormField
        label="People may come only from"
        description={`One address or range a line, such as 203.0.113.0/24. Empty means from everywhere. Your own address is ${yourAddress}.`}
        errorText={fields.errors.addresses}
      >
        <Textarea
          value={fields.values.addresses}
          rows={4}
          spellcheck={false}
          onChange={({ detail }) => fields.set("addresses", detail.value)}
        />
      </FormField>
    </Section>
  );
}

interface FieldProps extends SectionProps {
  readonly name: keyof PolicyTexts;
  readonly label: string;
  readonly description?: string;
}

function NumberField({ fields, name, label, description }: FieldProps) {
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

function LockField({ fields, name, label }: FieldProps) {
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

const ageChoices = [
  { value: "off", label: "Nothing" },
  { value: "remind", label: "People are reminded to change them" },
  { value: "force", label: "People must change them at sign-in" },
];

function AgeField({ fields }: SectionProps) {
  return (
    <FormField label="What happens to old passwords">
      <Select
        selectedOption={ageChoices.find(({ value }) => value === fields.values.ageMode) ?? null}
        options={ageChoices}
        onChange={({ detail }) => fields.set("ageMode", detail.selectedOption.value ?? "remind")}
      />
    </FormField>
  );
}

function SwitchField({ fields, name, label, description, isOff = false }: FieldProps & { isOff?: boolean }) {
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
