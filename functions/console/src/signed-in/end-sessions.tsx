import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useIntention } from "../intention.ts";
import { users } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { useMay } from "./session.tsx";
import { fullName, type User } from "./user-standing.tsx";

/** Signs a user out everywhere, after saying what that means. */
export function EndSessions({ user }: { user: User }) {
  const mayEnd = useMay("users:end-sessions");
  const [isAsked, setIsAsked] = useState(false);
  const { tell, complain } = useNotices();
  const intention = useIntention();
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      users.endUserSessions({ path: { userId: user.userId }, intention: intention.keyFor(user.userId) }),
    onSuccess: ({ ended }) => {
      intention.fulfil();
      const open = ended === 1 ? "One session was" : `${ended} sessions were`;
      tell(`${fullName(user)} is signed out everywhere`, `${open} open. A mail tells the person.`);
    },
    onError: (thrown) => complain(`The sessions of ${fullName(user)} could not be ended`, thrown),
    onSettled: () => setIsAsked(false),
  });
  if (!mayEnd) return null;
  return (
    <>
      <Button onClick={() => setIsAsked(true)}>End sessions</Button>
      <Modal
        visible={isAsked}
        header={`Sign ${fullName(user)} out everywhere?`}
        closeAriaLabel="Cancel"
        onDismiss={() => setIsAsked(false)}
        footer={
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={() => setIsAsked(false)}>Cancel</Button>
              <Button variant="primary" onClick={() => mutate()} loading={isPending} loadingText="Ending">
                End sessions
              </Button>
            </SpaceBetween>
          </Box>
        }
      >
        Every browser of this person is signed out at the next click. The person may sign in again at once, and is told
        by mail that it was you.
      </Modal>
    </>
  );
}
