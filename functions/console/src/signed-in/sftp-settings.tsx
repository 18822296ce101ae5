import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type * as z from "zod/mini";
import { sftpAccountRoutes } from "../../../../shared/contract/sftp-accounts.ts";
import { hoursInWords } from "../../../../shared/domain/hours-in-words.ts";
import type { Versioned } from "../api/client.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { sftpAccounts } from "./calls.ts";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import { draftOf, hoursOfDraft } from "./hours-draft.ts";
import { HoursField } from "./hours-field.tsx";
import { linesOf, oddLineOf } from "./policy-texts.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { useSession } from "./session.tsx";
import { accountKey, type SftpAccount, sftpKey } from "./sftp-accounts.ts";
import { SftpFileRules } from "./sftp-file-rules.tsx";
import { SftpOwner } from "./sftp-owner.tsx";
import { TextField } from "./text-field.tsx";
import { useEdit } from "./use-edit.ts";

type Change = z.input<typeof sftpAccountRoutes.changeSftpAccount.body>;

const complaints = {
  softwareName: "Enter a name, at most 80 characters.",
  contactName: "Enter a name, at most 80 characters.",
  addresses: "Enter at most 20 addresses or ranges, one a line.",
  hours: "Enter every time as hh:mm, or remove the window.",
  quietDays: "Enter a number from 1 to 90.",
} as const;

/** From where the account may be used, whom to call about it, and who answers for it. */
export function SftpSettings({ read }: { read: Versioned<SftpAccount> }) {
  return (
    <SpaceBetween size="l">
      <Rules read={read} />
      <SftpFileRules accountId={read.value.accountId} />
      <SftpOwner read={read} />
    </SpaceBetween>
  );
}

function Rules({ read }: { read: Versioned<SftpAccount> }) {
  const { fields, edit, save, hours } = useRules(read);
  const form = useFocusOnFault(fields.attempt);
  return (
    <form ref={form} onSubmit={submitting(save)} noValidate>
      <Container header={<Header variant="h2">Rules and contact</Header>}>
        <Form
          actions={
            <Button variant="primary" formAction="submit" loading={edit.isSaving} loadingText="Saving">
              Save settings
            </Button>
          }
        >
          <SpaceBetween size="l">
            {fields.problem && <ProblemAlert thrown={fields.problem} header="The settings were not saved" />}
            <FormField
              label="Allowed addresses"
              description="One address or range such as 203.0.113.0/24 a line. Empty: everywhere."
              errorText={fields.errors.addresses}
            >
              <Textarea
                rows={3}
                spellcheck={false}
                value={fields.values.addresses}
                onChange={({ detail }) => fields.set("addresses", detail.value)}
              />
            </FormField>
            <HoursField {...hours} error={fields.errors.hours} />
            <TextField
              label="Quiet days"
              description="After so many days without use, an older password retires by itself. 1 to 90."
              value={fields.values.quietDays}
              error={fields.errors.quietDays}
              onText={(text) => fields.set("quietDays", text)}
              input={{ inputMode: "numeric", autoComplete: false }}
            />
            <TextField
              label="Software"
              value={fields.values.softwareName}
              error={fields.errors.softwareName}
              onText={(text) => fields.set("softwareName", text)}
              input={{ autoComplete: false }}
            />
            <TextField
              label="Contact for the software"
              value={fields.values.contactName}
              error={fields.errors.contactName}
              onText={(text) => fields.set("contactName", text)}
              input={{ autoComplete: false }}
            />
          </SpaceBetween>
        </Form>
      </Container>
      <ChangedMeanwhile conflict={edit.conflict} rows={comparisonOf} onTakeTheirs={() => undefined} />
    </form>
  );
}

function useRules({ value: account, version }: Versioned<SftpAccount>) {
  const queries = useQueryClient();
  const { timeZone } = useSession();
  const path = { accountId: account.accountId };
  const [isLimited, setIsLimited] = useState(account.accessHours !== undefined);
  const [draft, setDraft] = useState(() => draftOf(account.accessHours));
  const fields = useFormFields(
    {
      softwareName: account.softwareName,
      contactName: account.contactName,
      addresses: account.addresses.join("\n"),
      quietDays: String(account.quietDays),
      hours: "",
    },
    complaints,
  );
  const edit = useEdit<SftpAccount, Change>({
    queryKey: accountKey(account.accountId),
    read: () => sftpAccounts.getSftpAccount({ path }),
    save: (body, named) => sftpAccounts.changeSftpAccount({ path, body, version: named }),
    saved: "The settings of the SFTP account are saved",
    onSaved: () => void queries.invalidateQueries({ queryKey: sftpKey }),
    onError: fields.showProblem,
  });
  const save = () => {
    fields.clearProblem();
    const { addresses, quietDays, softwareName, contactName } = fields.values;
    const accessHours = isLimited ? hoursOfDraft(draft) : null;
    if (accessHours === undefined) return fields.refuse({ hours: complaints.hours });
    const oddLine = oddLineOf(addresses);
    if (oddLine) return fields.refuse({ addresses: `${oddLine} is no address or range such as 203.0.113.0/24.` });
    const names = { softwareName, contactName };
    const rules = { addresses: linesOf(addresses), quietDays: Number(quietDays), accessHours };
    const body = fields.check(sftpAccountRoutes.changeSftpAccount.body, { ...names, ...rules });
    if (body) edit.save(body, version);
  };
  return { fields, edit, save, hours: { isLimited, setIsLimited, draft, setDraft, timeZone } };
}

const comparisonOf = (theirs: SftpAccount, yours: Change) => [
  { label: "Allowed addresses", theirs: theirs.addresses.join(", "), yours: yours.addresses?.join(", ") },
  {
    label: "Access hours",
    theirs: hoursInWords(theirs.accessHours),
    yours: hoursInWords(yours.accessHours ?? undefined),
  },
  { label: "Quiet days", theirs: String(theirs.quietDays), yours: String(yours.quietDays) },
  { label: "Software", theirs: theirs.softwareName, yours: yours.softwareName },
  { label: "Contact for the software", theirs: theirs.contactName, yours: yours.contactName },
];
