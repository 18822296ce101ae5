import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { mayGrant, type Role, roleNames, roles } from "../../../../shared/domain/role.ts";
import { type UserType, userTypes } from "../../../../shared/domain/user-type.ts";
import type { FormFields } from "../form-fields.ts";
import { useSession } from "./session.tsx";
import { TextField } from "./text-field.tsx";
import { colleagueTitle } from "./user-standing.tsx";

type PersonTexts = Readonly<Record<"firstName" | "lastName" | "email" | "roles", string>>;

/** Who is invited. */
export function PersonFields({ fields: { values, errors, set } }: { fields: FormFields<PersonTexts> }) {
  return (
    <SpaceBetween size="l">
      <TextField
        label="First name"
        value={values.firstName}
        error={errors.firstName}
        onText={(text) => set("firstName", text)}
        input={{ autoComplete: false }}
      />
      <TextField
        label="Last name"
        value={values.lastName}
        error={errors.lastName}
        onText={(text) => set("lastName", text)}
        input={{ autoComplete: false }}
      />
      <TextField
        label="E-mail address"
        description="The invitation goes here."
        value={values.email}
        error={errors.email}
        onText={(text) => set("email", text)}
        input={{ type: "email", autoComplete: false }}
      />
    </SpaceBetween>
  );
}

/** What kind of person the account belongs to. */
export function TypeField({ value, onChosen }: { value: UserType; onChosen: (type: UserType) => void }) {
  return <Choice value={value} onChosen={onChosen} titles={userTypes} />;
}

const invitees = { ...userTypes, colleague: colleagueTitle } as const;
/** A person of the practice of some kind, or somebody who works elsewhere. */
export type Invitee = keyof typeof invitees;
export const inviteeNames = Object.keys(invitees) as [Invitee, ...Invitee[]];

/** Who is invited: what kind of person of the practice, or a colleague of another. */
export function InviteeField({ value, onChosen }: { value: Invitee; onChosen: (invitee: Invitee) => void }) {
  return <Choice value={value} onChosen={onChosen} titles={invitees} />;
}

interface ChoiceProps<Name extends string> {
  readonly value: Name;
  readonly onChosen: (name: Name) => void;
  readonly titles: Readonly<Record<Name, string>>;
}

function Choice<Name extends string>({ value, onChosen, titles }: ChoiceProps<Name>) {
  const names = Object.keys(titles) as Name[];
  return (
    <FormField label="Type">
      <RadioGroup
        value={value}
        items={names.map((name) => ({ value: name, label: titles[name] }))}
        onChange={({ detail }) => {
          const chosen = names.find((name) => name === detail.value);
          if (chosen) onChosen(chosen);
        }}
      />
    </FormField>
  );
}

const consequences: Readonly<Record<Role, string>> = {
  "security-administrator": "May do everything in the practice.",
  "user-manager": "Invites and unlocks users.",
  auditor: "Reads users and the audit log, changes nothing.",
  member: "Sees the own profile only.",
  patient: "Sees the own profile only, as a patient of the practice.",
  operator: "Helps every practice of the installation in, and decides about their SFTP requests.",
};
interface RoleFieldProps {
  readonly value: readonly Role[];
  readonly onChosen: (roles: Role[]) => void;
  readonly error: string | undefined;
}

/** What the person may do. Only roles that the inviting person may hand out are offered. */
export function RoleField({ value, onChosen, error }: RoleFieldProps) {
  const { roles: own } = useSession();
  const grantable = roleNames.filter((role) => mayGrant(own, [role]));
  return (
    <FormField
      label="Roles"
      description="Nobody can grant a role that may do more than the own roles."
      errorText={error}
    >
      <SpaceBetween size="xs">
        {grantable.map((role) => (
          <Checkbox
            key={role}
            checked={value.includes(role)}
            description={consequences[role]}
            onChange={({ detail }) =>
              onChosen(detail.checked ? [...value, role] : value.filter((other) => other !== role))
            }
          >
            {roles[role].title}
          </Checkbox>
        ))}
      </SpaceBetween>
    </FormField>
  );
}
