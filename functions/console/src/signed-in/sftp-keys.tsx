import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import { sftpAccountRoutes } from "../../../../shared/contract/sftp-accounts.ts";
import { typedOrNothing, useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { sftpAccounts } from "./calls.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { Moment } from "./moment.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useMay } from "./session.tsx";
import { type SftpAccount, useAccountStep } from "./sftp-accounts.ts";
import { Copied } from "./sftp-connection.tsx";
import { LastUse } from "./sftp-list.tsx";
import { TextField } from "./text-field.tsx";

type Key = SftpAccount["keys"][number];

/** The public keys that let in: with one there is no password that anybody could pass on. */
export function SftpKeys({ account }: { account: SftpAccount }) {
  const mayManage = useMay("sftp:manage");
  const [isAdding, setAdding] = useState(false);
  const { keys } = account;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Better than a password: nothing secret is sent, and nothing ends."
          actions={mayManage && <Button onClick={() => setAdding(true)}>Add a key</Button>}
        >
          Public keys
        </Header>
      }
    >
      {keys.length === 0 && <Box variant="p">There is no key.</Box>}
      {keys.length > 0 && (
        <ul className="events" aria-label="Public keys">
          {keys.map((key) => (
            <li key={key.keyId}>
              <span className="breakable">
                <strong>{key.name}</strong>
                <div>
                  <Copied text={key.fingerprint} what={`fingerprint of ${key.name}`} />
                </div>
                <Box color="text-body-secondary">
                  {key.publicKey.split(" ")[0]}, added by {key.addedBy}, <Moment at={key.addedAt} />. Last used:{" "}
                  <LastUse use={key.lastUsed} />.
                </Box>
              </span>
              {mayManage && <RemoveKey account={account} sshKey={key} />}
            </li>
          ))}
        </ul>
      )}
      {isAdding && <AddKey account={account} onClose={() => setAdding(false)} />}
    </Container>
  );
}

function RemoveKey({ account: { accountId }, sshKey: { keyId, name } }: { account: SftpAccount; sshKey: Key }) {
  const [isOpen, setOpen] = useState(false);
  const step = useAccountStep({
    call: () => sftpAccounts.removeSftpKey({ path: { accountId, keyId } }),
    told: () => [`The key ${name} is removed`],
    failed: `The key ${name} was not removed`,
    onDone: () => setOpen(false),
  });
  return (
    <>
      <Button ariaLabel={`Remove the key ${name}`} onClick={() => setOpen(true)}>
        Remove
      </Button>
      {isOpen && (
        <ConfirmDialog
          header={`Remove the key ${name}?`}
          confirm="Remove key"
          isBusy={step.isPending}
          onConfirm={() => step.mutate()}
          onDismiss={() => setOpen(false)}
        >
          <Alert type="warning">Whatever signs in with it is refused from then on.</Alert>
        </ConfirmDialog>
      )}
    </>
  );
}

const formId = "add-sftp-key";
const complaints = {
  publicKey:
    "Paste the one line of the .pub file: ed25519, ECDSA, or RSA of at least 3072 bits. Never the private key.",
  name: "At most 80 characters.",
} as const;

function AddKey({ account, onClose }: { account: SftpAccount; onClose: () => void }) {
  const fields = useFormFields({ publicKey: "", name: "" }, complaints);
  const form = useFocusOnFault(fields.attempt);
  const step = useAccountStep({
    call: (body: { publicKey: string; name?: string | undefined }, intention) =>
      sftpAccounts.addSftpKey({ path: { accountId: account.accountId }, body, intention }),
    told: () => ["The key is added", "The software can sign in with it now."],
    onDone: onClose,
  });
  const add = () => {
    fields.clearProblem();
    const typed = { publicKey: fields.values.publicKey.trim(), name: typedOrNothing(fields.values.name) };
    const body = fields.check(sftpAccountRoutes.addSftpKey.body, typed);
    if (body && !step.isPending) step.mutate(body, { onError: fields.showProblem });
  };
  return (
    <ConfirmDialog
      header="Add a public key"
      confirm="Add key"
      form={formId}
      isBusy={step.isPending}
      onDismiss={onClose}
    >
      <form id={formId} ref={form} onSubmit={submitting(add)} noValidate>
        <SpaceBetween size="l">
          {fields.problem && <ProblemAlert thrown={fields.problem} header="The key was not added" />}
          <FormField
            label="Public key"
            description="One line, such as id_ed25519.pub holds. The private key stays with the software."
            errorText={fields.errors.publicKey}
          >
            <Textarea
              rows={4}
              spellcheck={false}
              value={fields.values.publicKey}
              placeholder="ssh-ed25519 AAAA..."
              onChange={({ detail }) => fields.set("publicKey", detail.value)}
            />
          </FormField>
          <TextField
            label={
              <>
                Name <i>- optional</i>
              </>
            }
            description="Where the private key lies, such as claims server."
            value={fields.values.name}
            error={fields.errors.name}
            onText={(text) => fields.set("name", text)}
            input={{ autoComplete: false }}
          />
        </SpaceBetween>
      </form>
    </ConfirmDialog>
  );
}
