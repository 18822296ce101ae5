import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import { mayGrant } from "../../../../shared/domain/role.ts";
import { InvitationDialog } from "./invitation-form.tsx";
import { ResendButton } from "./resend-button.tsx";
import { RevokeInvitation } from "./revoke-invitation.tsx";
import { useMay, useSession } from "./session.tsx";
import { TrustAddress } from "./trust-address.tsx";
import { useResend } from "./use-resend.ts";
import { fullName, type User } from "./user-standing.tsx";

/** What may be done about one invitation that still waits. An address that does not work is corrected, not written to again. */
export function InvitationActions({ user, variant = "normal" }: { user: User; variant?: ButtonProps.Variant }) {
  const mayInvite = useMay("users:invite");
  const { roles } = useSession();
  const [isEdited, setEdited] = useState(false);
  const { sending, sendAll } = useResend();
  if (!mayInvite || !user.invitation || user.invitation === "revoked") return null;
  const mayDecide = mayGrant(roles, user.roles);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {!user.undeliverable && (
        <ResendButton
          user={user}
          variant={variant}
          isSending={sending.length > 0}
          onSend={() => void sendAll([user])}
        />
      )}
      {mayDecide && (
        <Button variant={variant} ariaLabel={`Edit e-mail: ${fullName(user)}`} onClick={() => setEdited(true)}>
          {user.undeliverable ? "Edit e-mail" : "Edit"}
        </Button>
      )}
      {mayDecide && <RevokeInvitation user={user} variant={variant} />}
      {variant === "normal" && <TrustAddress user={user} />}
      {isEdited && <InvitationDialog user={user} onClose={() => setEdited(false)} />}
    </SpaceBetween>
  );
}
