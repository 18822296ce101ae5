import Box from "@cloudscape-design/components/box";
import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { sftpAccountRoutes } from "../../../../shared/contract/sftp-accounts.ts";
import { problemOf } from "../api/problem-error.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { sftpAccounts } from "./calls.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { PageLink } from "./page-link.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { accountPath, type NamedSftp, type SftpAccount, useAccountStep } from "./sftp-accounts.ts";
import { TextField } from "./text-field.tsx";

interface NewPasswordProps {
  readonly account: NamedSftp;
  readonly variant?: ButtonProps.Variant;
}

/** The button that has a new password mailed; the older one goes on letting in. */
export function NewPassword({ account, variant = "normal" }: NewPasswordProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant={variant} ariaLabel={`New password for ${account.softwareName}`} onClick={() => setOpen(true)}>
        New password
      </Button>
      {isOpen && <NewPasswordDialog account={account} onClose={() => setOpen(false)} />}
    </>
  );
}

const formId = "new-sftp-password";
const complaints = {
  name: "Enter a name, at most 80 characters.",
  email: "Enter an e-mail address, such as onboarding@vendor.com.",
} as const;
const recipients = [
  { value: "own", label: "To me", description: "As the security settings say: a link that shows it once, or a mail." },
  {
    value: "outside",
    label: "To somebody outside, such as the maker of the software",
    description: "A link that takes a public key, or shows a password once. It asks for a code that is mailed there.",
  },
];

function NewPasswordDialog({ account, onClose }: { account: NamedSftp; onClose: () => void }) {
  const [to, setTo] = useState("own");
  const fields = useFormFields({ name: "", email: "" }, complaints);
  const form = useFocusOnFault(fields.attempt);
  const step = useAccountStep({
    call: (body: { recipient?: { name: string; email: string } }, intention) =>
      sftpAccounts.makeSftpSecret({ path: { accountId: account.accountId }, body, intention }),
    told: mailed,
    onDone: onClose,
  });
  const send = () => {
    fields.clearProblem();
    const wanted = to === "own" ? {} : { recipient: fields.values };
    const body = fields.check(sftpAccountRoutes.makeSftpSecret.body, wanted);
    if (body && !step.isPending) step.mutate(body, { onError: fields.showProblem });
  };
  return (
    <ConfirmDialog
      header={`New password for ${account.softwareName}`}
      confirm="Send"
      form={formId}
      isBusy={step.isPending}
      onDismiss={onClose}
    >
      <form id={formId} ref={form} onSubmit={submitting(send)} noValidate>
        <SpaceBetween size="l">
          {fields.problem && <NotSent account={account} thrown={fields.problem} />}
          <Box variant="p">
            The password that lets in now goes on doing so, until you retire it or nobody uses it any more. Nobody sees
            the new one here.
          </Box>
          <RadioGroup items={recipients} value={to} onChange={({ detail }) => setTo(detail.value)} />
          {to === "outside" && (
            <SpaceBetween size="m">
              <TextField
                label="Name"
                value={fields.values.name}
                error={fields.errors.name}
                onText={(text) => fields.set("name", text)}
                input={{ autoComplete: false }}
              />
              <TextField
                label="E-mail address"
                value={fields.values.email}
                error={fields.errors.email}
                onText={(text) => fields.set("email", text)}
                input={{ type: "email", autoComplete: false }}
              />
            </SpaceBetween>
          )}
        </SpaceBetween>
      </form>
    </ConfirmDialog>
  );
}

function NotSent({ account, thrown }: { account: NamedSftp; thrown: unknown }) {
  return (
    <SpaceBetween size="xs">
      <ProblemAlert thrown={thrown} header="No password was sent" />
      {problemOf(thrown).code === "sftp.two-secrets" && (
        <PageLink to={accountPath(account.accountId, "passwords")}>See which of the two is still used</PageLink>
      )}
    </SpaceBetween>
  );
}

function mailed({ link, softwareName }: SftpAccount): readonly [string, string] {
  const header = `A new password for ${softwareName} is on its way`;
  if (link?.state !== "open") return [header, "It comes to your mailbox, in a mail of its own."];
  return [header, `${link.email} gets a link that works once, for 24 hours. The older password goes on letting in.`];
}
