import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type * as z from "zod/mini";
import { UserChange } from "../../../../shared/contract/user-edit.ts";
import { applicationNames, applications } from "../../../../shared/domain/application.ts";
import { type UserType, userTypes } from "../../../../shared/domain/user-type.ts";
import type { Versioned } from "../api/client.ts";
import { type FormFields, useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { users } from "./calls.ts";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import { DetailFields } from "./detail-fields.tsx";
import {
  billingNames,
  changesFrom,
  contactNames,
  type DetailTexts,
  detailComplaints,
  detailInputs,
  detailNames,
  professionalNames,
  textsOf,
} from "./detail-texts.ts";
import { TypeField } from "./invite-fields.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useSession } from "./session.tsx";
import { TextField } from "./text-field.tsx";
import { useEdit } from "./use-edit.ts";
import { type UserDetails, userKey } from "./user-details.ts";

type Change = z.input<typeof UserChange>;
type Texts = DetailTexts & { firstName: string; lastName: string };
interface FormProps {
  readonly read: Versioned<UserDetails>;
  /** Called when it is saved or given up. */
  readonly onEnd: () => void;
}

/** Name, kind and details of one person. What somebody else saved meanwhile is shown beside what was typed. */
export function UserDetailsForm({ read, onEnd }: FormProps) {
  const { value: user, version } = read;
  const { userId } = useSession();
  const isOther = userId !== user.userId;
  const path = { userId: user.userId };
  const [type, setType] = useState<UserType>(user.type);
  const [switches, setSwitches] = useState(switchesOf(user));
  const [ids, setIds] = useState<Readonly<Record<string, string>>>({ ...user.externalIds });
  const fields = useFormFields<Texts>(
    { firstName: user.firstName, lastName: user.lastName, ...textsOf(user) },
    { ...detailComplaints, firstName: "Enter the first name.", lastName: "Enter the last name." },
  );
  const form = useFocusOnFault(fields.attempt);
  const edit = useEdit<UserDetails, Change>({
    queryKey: userKey(user.userId),
    read: () => users.getUser({ path }),
    save: (body, at) => users.editUser({ path, body, version: at }),
    saved: "The user is saved",
    onSaved: onEnd,
    onError: fields.showProblem,
  });
  const save = () => {
    fields.clearProblem();
    const { firstName, lastName } = fields.values;
    const change = {
      ...changesFrom(fields.values, user),
      ...changed({ firstName, lastName, type, ...switches }, { ...user, ...switchesOf(user) }),
      ...idsChanged(ids, user),
    };
    if (Object.keys(change).length === 0) return onEnd();
    const body = fields.check(UserChange, change);
    if (body) edit.save(body, version);
  };
  return (
    <form ref={form} onSubmit={submitting(save)} noValidate>
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button formAction="none" onClick={onEnd}>
              Leave it as it is
            </Button>
            <Button variant="primary" formAction="submit" loading={edit.isSaving} loadingText="Saving">
              Save
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          {fields.problem && <ProblemAlert thrown={fields.problem} header="The user was not saved" />}
          <Container header={<Header variant="h2">Person</Header>}>
            <SpaceBetween size="l">
              <NameFields fields={fields} />
              {isOther && <TypeField value={type} onChosen={setType} />}
              <Details fields={fields} names={contactNames} />
              <MailSwitches value={switches} onChange={setSwitches} />
            </SpaceBetween>
          </Container>
          <Container header={<Header variant="h2">Professional</Header>}>
            <SpaceBetween size="l">
              <Details fields={fields} names={professionalNames} />
              {isOther && <ExternalIds value={ids} onChange={setIds} />}
            </SpaceBetween>
          </Container>
          <Container header={<Header variant="h2">Billing</Header>}>
            <SpaceBetween size="l">
              <Details fields={fields} names={billingNames} />
            </SpaceBetween>
          </Container>
        </SpaceBetween>
      </Form>
      <ChangedMeanwhile conflict={edit.conflict} rows={comparisonOf} onTakeTheirs={onEnd} />
    </form>
  );
}

function NameFields({ fields }: { fields: FormFields<Texts> }) {
  return (["firstName", "lastName"] as const).map((name) => (
    <TextField
      key={name}
      label={name === "firstName" ? "First name" : "Last name"}
      value={fields.values[name]}
      error={fields.errors[name]}
      onText={(text) => fields.set(name, text)}
      input={{ autoComplete: false }}
    />
  ));
}

function Details({ fields, names }: { fields: FormFields<Texts>; names: typeof contactNames }) {
  return <DetailFields names={names} values={fields.values} errors={fields.errors} onText={fields.set} />;
}

interface Switches {
  readonly wantsClaimMails: boolean;
  readonly wantsOtherMails: boolean;
}
const switchesOf = ({ wantsClaimMails = false, wantsOtherMails = true }: Partial<Switches>): Switches => ({
  wantsClaimMails,
  wantsOtherMails,
});

/** Which mails a person gets beside those about the security of the account, which everybody gets. */
export function MailSwitches({ value, onChange }: { value: Switches; onChange: (value: Switches) => void }) {
  return (
    <SpaceBetween size="xs">
      <Checkbox
        checked={value.wantsClaimMails}
        onChange={({ detail }) => onChange({ ...value, wantsClaimMails: detail.checked })}
      >
        Mail about submitted claims
      </Checkbox>
      <Checkbox
        checked={value.wantsOtherMails}
        description="Mails about the security of the account are always sent."
        onChange={({ detail }) => onChange({ ...value, wantsOtherMails: detail.checked })}
      >
        Other mail
      </Checkbox>
    </SpaceBetween>
  );
}

/** What each application but this console calls the person. */
function ExternalIds({
  value,
  onChange,
}: {
  value: Readonly<Record<string, string>>;
  onChange: (value: Readonly<Record<string, string>>) => void;
}) {
  return applicationNames
    .filter((name) => name !== "administration")
    .map((name) => (
      <TextField
        key={name}
        label={
          <>
            Id in {applications[name]} <i>- optional</i>
          </>
        }
        value={value[name] ?? ""}
        error={undefined}
        onText={(text) => onChange({ ...value, [name]: text })}
        input={{ autoComplete: false }}
      />
    ));
}

function idsChanged(
  typed: Readonly<Record<string, string>>,
  { externalIds = {} }: UserDetails,
): Pick<Change, "externalIds"> {
  const kept = Object.fromEntries(Object.entries(typed).filter(([, text]) => text.trim() !== ""));
  if (JSON.stringify(kept) === JSON.stringify(externalIds)) return {};
  return { externalIds: Object.keys(kept).length === 0 ? null : kept };
}

const changed = <T extends object>(now: T, before: T): Partial<T> =>
  Object.fromEntries(Object.entries(now).filter(([name, value]) => before[name as keyof T] !== value)) as Partial<T>;

/** Theirs whole, and yours where something was typed. */
function comparisonOf(theirs: UserDetails, yours: Change) {
  const texts = textsOf(theirs);
  const own = detailNames.map((name) => {
    const typed = yours[name];
    const text = Array.isArray(typed) ? typed.join("\n") : typed;
    return {
      label: detailInputs[name].label,
      theirs: texts[name],
      yours: text === undefined ? texts[name] : (text ?? ""),
    };
  });
  return [
    { label: "First name", theirs: theirs.firstName, yours: yours.firstName ?? theirs.firstName },
    { label: "Last name", theirs: theirs.lastName, yours: yours.lastName ?? theirs.lastName },
    { label: "Type", theirs: userTypes[theirs.type], yours: userTypes[yours.type ?? theirs.type] },
    ...own,
  ];
}
