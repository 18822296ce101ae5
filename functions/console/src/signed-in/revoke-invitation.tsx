import Box from "@cloudscape-design/components/box";
import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { users } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { fullName, type User } from "./user-standing.tsx";

/** Revokes an invitation after saying what that does. */
export function RevokeInvitation({ user, variant = "normal" }: { user: User; variant?: ButtonProps.Variant }) {
  const [isOpen, setOpen] = useState(false);
  const queries = useQueryClient();
  const { tell, complain } = useNotices();
  const { mutate, isPending } = useMutation({
    mutationFn: () => users.revokeInvitation({ path: { invitationId: user.invitationId ?? "" } }),
    onSuccess: async () => {
      setOpen(false);
      tell(`The invitation of ${fullName(user)} is revoked`);
      await queries.invalidateQueries({ queryKey: ["users"] });
    },
    onError: (thrown) => {
      setOpen(false);
      complain("The invitation was not revoked", thrown);
    },
  });
  return (
    <>
      <Button variant={variant} ariaLabel={`Revoke: ${fullName(user)}`} onClick={() => setOpen(true)}>
        Revoke
      </Button>
      {isOpen && (
        <Modal
          visible
          header={`Revoke the invitation of ${fullName(user)}?`}
          closeAriaLabel="Cancel"
          onDismiss={() => setOpen(false)}
          footer={
            <Box float="right">
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => setOpen(false)}>Cancel</Button>
                <Button variant="primary" loading={isPending} onClick={() => mutate()}>
                  Revoke invitation
                </Button>
              </SpaceBetween>
            </Box>
          }
        >
          {user.isColleague
            ? `You are not told any more when ${user.email} registers.`
            : `The link that was mailed to ${user.email} is dead at once.`}{" "}
          The invitation stays in the list as revoked, and the address can be invited anew.
        </Modal>
      )}
    </>
  );
}
