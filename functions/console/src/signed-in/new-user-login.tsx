import Alert from "@cloudscape-design/components/alert";
import Checkbox from "@cloudscape-design/components/checkbox";
import DateInput from "@cloudscape-design/components/date-input";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { users } from "./calls.ts";
import { DepartmentField } from "./department-field.tsx";
import { HoursEditor } from "./hours-editor.tsx";
import { RoleField } from "./invite-fields.tsx";
import { SecretField } from "./secret-field.tsx";
import { TextField } from "./text-field.tsx";
import type { NewUserForm } from "./use-new-user.ts";
import { MailSwitches } from "./user-details-form.tsx";

const ways = [
  {
    value: "by-invitation",
    label: "Send an invitation",
    description: "The person gets a mail, and chooses username and password.",
  },
  {
    value: "one-time",
    label: "Show me a one-time password",
    description: "For somebody whom no mail reaches. You see it once and hand it over; the person chooses another.",
  },
] as const;

/** How the person gets in, until when, and what he may do. */
export function LoginStep({ form }: { form: NewUserForm }) {
  const { fields, way, setWay, roles, setRoles } = form;
  return (
    <SpaceBetween size="l">
      <FormField label="Password">
        <RadioGroup
          value={way}
          items={[...ways]}
          onChange={({ detail }) => setWay(detail.value === "one-time" ? "one-time" : "by-invitation")}
        />
      </FormField>
      {way === "one-time" && <Username form={form} />}
      <SecretField
        label="PIN for the telephone (optional)"
        description="4 to 8 digits that the person says when he calls for help. It never signs anybody in."
        value={fields.values.pin}
        error={fields.errors.pin}
        onText={(text) => fields.set("pin", text)}
        input={{ autoComplete: "off", inputMode: "numeric" }}
      />
      <FormField
        label={
          <>
            Last day <i>- optional</i>
          </>
        }
        description="For temporary staff: the account ends with this day, by the practice's clock."
        errorText={fields.errors.lastDay}
      >
        <DateInput
          value={fields.values.lastDay}
          placeholder="YYYY/MM/DD"
          onChange={({ detail }) => fields.set("lastDay", detail.value)}
        />
      </FormField>
      <RoleField value={roles} onChosen={setRoles} error={fields.errors.roles} />
      <Advanced form={form} />
    </SpaceBetween>
  );
}

/** Asked of the service when the field is left; the reservation decides in the end. */
function Username({ form: { fields } }: { form: NewUserForm }) {
  const [checked, setChecked] = useState<{ username: string; isFree: boolean }>();
  const { username } = fields.values;
  const check = () => {
    if (username.trim() === "") return;
    users.checkUsername({ query: { username } }).then(
      ({ isFree }) => setChecked({ username, isFree }),
      () => setChecked(undefined),
    );
  };
  const known = checked?.username === username ? checked : undefined;
  return (
    <TextField
      label="Username"
      description="The person signs in with it. It cannot be changed later."
      constraintText={
        known?.isFree ? "This username is free." : "3 to 64 letters, digits, dots, hyphens or underscores."
      }
      value={username}
      error={
        fields.errors.username ?? (known?.isFree === false ? "This username is taken. Choose another." : undefined)
      }
      onText={(text) => fields.set("username", text)}
      input={{ autoComplete: false, spellcheck: false, onBlur: check }}
    />
  );
}

function Advanced({ form }: { form: NewUserForm }) {
  const {
    fields,
    switches,
    setSwitches,
    department,
    setDepartment,
    isLimited,
    setIsLimited,
    hours,
    setHours,
    timeZone,
  } = form;
  return (
    <ExpandableSection headerText="Advanced settings">
      <SpaceBetween size="l">
        <DepartmentField
          chosen={department.id}
          onChosen={(id) => setDepartment(id ? { id } : {})}
          error={fields.errors.departmentId}
        />
        <MailSwitches value={switches} onChange={setSwitches} />
        <fieldset className="plain" aria-label="Access hours">
          <SpaceBetween size="s">
            <Checkbox checked={isLimited} onChange={({ detail }) => setIsLimited(detail.checked)}>
              Only at certain times
            </Checkbox>
            {isLimited && <HoursEditor draft={hours} onDraft={setHours} timeZone={timeZone} />}
            {fields.errors.hours && <Alert type="error">{fields.errors.hours}</Alert>}
          </SpaceBetween>
        </fieldset>
      </SpaceBetween>
    </ExpandableSection>
  );
}
