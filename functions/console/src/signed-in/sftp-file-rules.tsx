import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Textarea from "@cloudscape-design/components/textarea";
import { useQuery } from "@tanstack/react-query";
import type * as z from "zod/mini";
import { type SftpFileSettings, sftpFileRoutes } from "../../../../shared/contract/sftp-files.ts";
import type { Versioned } from "../api/client.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { sftpAccounts } from "./calls.ts";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import { Moment } from "./moment.tsx";
import { linesOf } from "./policy-texts.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { accountKey } from "./sftp-accounts.ts";
import { TextField } from "./text-field.tsx";
import { useEdit } from "./use-edit.ts";

type Settings = z.output<typeof SftpFileSettings>;
type Change = z.input<typeof sftpFileRoutes.replaceSftpFileSettings.body>;
const keyOf = (accountId: string) => [...accountKey(accountId), "file-settings"];

const complaints = {
  senders: "At most ten ids of 1 to 15 letters, digits and signs, one a line, as in ISA06.",
  silenceDays: "Enter a number from 0 to 60.",
} as const;

/** Whose files are taken, and after how many silent business days people are told. */
export function SftpFileRules({ accountId }: { accountId: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: keyOf(accountId),
    queryFn: () => sftpAccounts.getSftpFileSettings({ path: { accountId } }),
  });
  return (
    <Container header={<Header variant="h2">Files</Header>}>
      {error && (
        <ProblemAlert thrown={error} header="The rules for files could not be loaded" onRetry={() => void refetch()} />
      )}
      {!error && !data && <Spinner />}
      {data && <RulesForm key={data.version} accountId={accountId} read={data} />}
    </Container>
  );
}

function RulesForm({ accountId, read }: { accountId: string; read: Versioned<Settings> }) {
  const { senders, silenceDays, lastFileAt } = read.value;
  const path = { accountId };
  const fields = useFormFields({ senders: senders.join("\n"), silenceDays: String(silenceDays) }, complaints);
  const form = useFocusOnFault(fields.attempt);
  const edit = useEdit<Settings, Change>({
    queryKey: keyOf(accountId),
    read: () => sftpAccounts.getSftpFileSettings({ path }),
    save: (body, version) => sftpAccounts.replaceSftpFileSettings({ path, body, version }),
    saved: "The rules for files are saved",
    onError: fields.showProblem,
  });
  const save = () => {
    fields.clearProblem();
    const days = Number(fields.values.silenceDays.trim() || "none");
    const typed = { senders: linesOf(fields.values.senders), silenceDays: days };
    if (typed.senders.some((sender) => sender.length > 15)) return fields.refuse({ senders: complaints.senders });
    const body = fields.check(sftpFileRoutes.replaceSftpFileSettings.body, typed);
    if (body) edit.save(body, read.version);
  };
  return (
    <form ref={form} onSubmit={submitting(save)} noValidate>
      <Form
        actions={
          <Button variant="primary" formAction="submit" loading={edit.isSaving} loadingText="Saving">
            Save rules for files
          </Button>
        }
      >
        <SpaceBetween size="l">
          {fields.problem && <ProblemAlert thrown={fields.problem} header="The rules were not saved" />}
          <FormField
            label="Senders"
            description="The sender's ids, as in ISA06, one a line: interchanges of others are rejected. Empty: the first that comes is learned."
            errorText={fields.errors.senders}
          >
            <Textarea
              rows={2}
              spellcheck={false}
              value={fields.values.senders}
              onChange={({ detail }) => fields.set("senders", detail.value)}
            />
          </FormField>
          <TextField
            label="Silent days"
            description={
              <>
                After so many business days without a file, people are told. 0: never. The last file came:{" "}
                <Moment at={lastFileAt} />.
              </>
            }
            value={fields.values.silenceDays}
            error={fields.errors.silenceDays}
            onText={(text) => fields.set("silenceDays", text)}
            input={{ inputMode: "numeric", autoComplete: false }}
          />
        </SpaceBetween>
      </Form>
      <ChangedMeanwhile conflict={edit.conflict} rows={comparisonOf} onTakeTheirs={() => undefined} />
    </form>
  );
}

const comparisonOf = (theirs: Settings, yours: Change) => [
  { label: "Senders", theirs: theirs.senders.join(", "), yours: yours.senders.join(", ") },
  { label: "Silent days", theirs: String(theirs.silenceDays), yours: String(yours.silenceDays) },
];
