import Alert, { type AlertProps } from "@cloudscape-design/components/alert";
import type { ReactNode } from "react";
import { InvitationActions } from "./invitation-actions.tsx";
import { Moment } from "./moment.tsx";
import type { User } from "./user-standing.tsx";

/** How the invitation of somebody who has not registered stands, with what may be done about it. */
export function InvitationBanner({ user }: { user: User }) {
  const { type, header, children } = shownFor(user);
  return (
    <Alert type={type} header={header} action={<InvitationActions user={user} />}>
      {children}
    </Alert>
  );
}

type Shown = { readonly type: AlertProps.Type; readonly header: string; readonly children: ReactNode };

function shownFor(user: User): Shown {
  if (user.invitation === "revoked")
    return {
      type: "info",
      header: "The invitation is revoked",
      children: "Its link is dead. Invite the person anew to send another.",
    };
  if (user.undeliverable)
    return {
      type: "error",
      header: undeliverable[user.undeliverable] ?? "The letter did not arrive",
      children: `${user.deliveryReason ?? "No reason was given"}. Correct the address: the invitation then leaves at once.`,
    };
  if (user.invitation === "failed")
    return {
      type: "warning",
      header: "The letter could not be sent",
      children: "Send the invitation again, or correct the address.",
    };
  if (user.invitation === "expired")
    return {
      type: "warning",
      header: "The invitation has expired",
      children: (
        <>
          Its link no longer works. It expired: <Moment at={user.invitationExpiresAt} otherwise="a while ago" />
        </>
      ),
    };
  return {
    type: "info",
    header: "Has not registered yet",
    children: (
      <>
        The link in the invitation works until <Moment at={user.invitationExpiresAt} otherwise="it is used" />
      </>
    ),
  };
}

const undeliverable: Readonly<Record<string, string>> = {
  bounced: "The letter bounced",
  suppressed: "The letter was not sent: letters to this address are suppressed",
  complained: "The letter was reported as spam",
};
