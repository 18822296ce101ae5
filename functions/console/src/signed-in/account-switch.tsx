import Button from "@cloudscape-design/components/button";
import { useState } from "react";
import { ConsequencesOfDisabling } from "./consequences.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { useAccountSwitch } from "./use-account-switch.ts";
import { fullName, type User } from "./user-standing.tsx";

const words = {
  disable: {
    label: "Disable",
    consequence: (name: string) =>
      `Every open session of ${name} ends with its next request, and signing in is refused until somebody enables the account again. Nothing is deleted.`,
  },
  enable: {
    label: "Enable",
    consequence: (name: string) => `${name} may sign in again with the same password and second step.`,
  },
} as const;

/** The button that disables or enables a user, with the dialog that says what that means and asks why. */
export function AccountSwitch({ user, action }: { user: User; action: "disable" | "enable" }) {
  const [isOpen, setOpen] = useState(false);
  const { mutate, isPending } = useAccountSwitch(user, () => setOpen(false));
  const { label, consequence } = words[action];
  const name = fullName(user);
  return (
    <>
      <Button variant={action === "enable" ? "primary" : "normal"} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {isOpen && (
        <ReasonDialog
          header={`${label} ${name}?`}
          consequence={consequence(name)}
          confirm={label}
          isBusy={isPending}
          onConfirm={(reason) => mutate({ action, reason })}
          onDismiss={() => setOpen(false)}
        >
          {action === "disable" && <ConsequencesOfDisabling user={user} />}
        </ReasonDialog>
      )}
    </>
  );
}
