import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import { sftpAccounts } from "./calls.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { type SftpAccount, useAccountStep } from "./sftp-accounts.ts";

const words = {
  disable: {
    label: "Disable",
    consequence:
      "The next sign-in of the software is refused; over a connection that is open now nothing opens after half an hour at most. Open links are dead. Passwords and keys are kept.",
    told: "is disabled",
    route: sftpAccounts.disableSftpAccount,
  },
  enable: {
    label: "Enable",
    consequence: "The software signs in again with the passwords and keys that it had.",
    told: "is enabled",
    route: sftpAccounts.enableSftpAccount,
  },
  unlock: {
    label: "Unlock",
    consequence:
      "Passwords are looked at again at once. If the software still tries a wrong one, the lock comes back: enter the right one there first.",
    told: "is unlocked",
    route: sftpAccounts.unlockSftpAccount,
  },
} as const;

/** The button that disables, enables or unlocks an account, with the dialog that says what that means and asks why. */
export function SftpSwitch({ account, action }: { account: SftpAccount; action: keyof typeof words }) {
  const [isOpen, setOpen] = useState(false);
  const { label, consequence, told, route } = words[action];
  const { accountId, softwareName } = account;
  const step = useAccountStep({
    call: (reason: string, intention) => route({ path: { accountId }, body: { reason }, intention }),
    told: () => [`The SFTP account for ${softwareName} ${told}`],
    failed: `The SFTP account for ${softwareName} was not changed`,
    onDone: () => setOpen(false),
  });
  return (
    <>
      <Button variant={action === "disable" ? "normal" : "primary"} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {isOpen && (
        <ReasonDialog
          header={`${label} the SFTP account for ${softwareName}?`}
          consequence={consequence}
          confirm={label}
          isBusy={step.isPending}
          onConfirm={(reason) => step.mutate(reason)}
          onDismiss={() => setOpen(false)}
        />
      )}
    </>
  );
}
