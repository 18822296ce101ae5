import FormField from "@cloudscape-design/components/form-field";
import Textarea from "@cloudscape-design/components/textarea";
import { applications } from "../../../../shared/domain/application.ts";
import { userTypes } from "../../../../shared/domain/user-type.ts";
import {
  ChoiceField,
  LockField,
  ManyField,
  NumberField,
  Section,
  type SectionProps,
  SwitchField,
} from "./policy-fields.tsx";

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
      <ChoiceField fields={fields} name="ageMode" label="What happens to old passwords" choices={ageChoices} />
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

/** What becomes of accounts that nobody uses. */
export function UnusedSection({ fields }: SectionProps) {
  return (
    <Section title="Accounts nobody uses">
      <ChoiceField fields={fields} name="unusedMode" label="What happens to them" choices={unusedChoices} />
      <NumberField
        fields={fields}
        name="unusedDays"
        label="Days without a sign-in after which nobody uses it"
        description="30 to 730. Who is on leave comes back by your Enable."
      />
    </Section>
  );
}

/** Who asks for the accounts of the practice's software. */
export function SftpSection({ fields }: SectionProps) {
  return (
    <Section title="SFTP accounts">
      <ChoiceField fields={fields} name="sftpRequesters" label="Who may request them" choices={requesterChoices} />
      <ChoiceField fields={fields} name="sftpDelivery" label="A new password arrives" choices={deliveryChoices} />
    </Section>
  );
}

const deliveryChoices = [
  { value: "link", label: "By a link that shows it once" },
  { value: "two-mails", label: "In a mail of its own, apart from the username" },
];
const requesterChoices = [
  { value: "security-administrators", label: "Security administrators" },
  { value: "user-managers", label: "Security administrators and user managers" },
];
const unusedChoices = [
  { value: "off", label: "Nothing" },
  { value: "flag", label: "Managers are told" },
  { value: "disable", label: "They are disabled, after letters 14 and 3 days before" },
];
const ageChoices = [
  { value: "off", label: "Nothing" },
  { value: "remind", label: "People are reminded to change them" },
  { value: "force", label: "People must change them at sign-in" },
];
