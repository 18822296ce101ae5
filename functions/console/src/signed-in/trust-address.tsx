import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useIntention } from "../intention.ts";
import { users } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { useMay } from "./session.tsx";
import { fullName, type User } from "./user-standing.tsx";

/** Says that letters reach an address again that is known not to work; for who may say so. */
export function TrustAddress({ user }: { user: User }) {
  const mayTrust = useMay("users:trust-address");
  const [isOpen, setOpen] = useState(false);
  const queries = useQueryClient();
  const intention = useIntention();
  const { tell, complain } = useNotices();
  const { mutate, isPending } = useMutation({
    mutationFn: (reason: string) =>
      users.trustAddress({ path: { userId: user.userId }, body: { reason }, intention: intention.keyFor(reason) }),
    onSuccess: () => {
      intention.fulfil();
      tell(`Letters to ${fullName(user)} leave again`);
      return queries.invalidateQueries({ queryKey: ["users"] });
    },
    onError: (thrown) => complain("The address is as it was", thrown),
    onSettled: () => setOpen(false),
  });
  if (!mayTrust || !user.undeliverable) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>The address works again</Button>
      {isOpen && (
        <ReasonDialog
          header={`Does the address of ${fullName(user)} work again?`}
          consequence={`Letters to ${user.email} leave again. One that bounces marks the address anew.`}
          confirm="It works"
          isBusy={isPending}
          onConfirm={mutate}
          onDismiss={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** Says of somebody who has registered that no letter reaches him. */
export function DeadAddress({ user }: { user: User }) {
  if (!user.undeliverable || user.invitation) return null;
  return (
    <Alert type="warning" header="Letters do not reach this person" action={<TrustAddress user={user} />}>
      {user.deliveryReason ?? "No reason was given"}. Codes and notices by mail are lost until the person changes the
      address under My profile.
    </Alert>
  );
}
