import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { userRoutes } from "../../../../shared/contract/users.ts";
import { typedOrNothing, useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { CallerPin, pinComplaint } from "./caller-pin.tsx";
import { Moment } from "./moment.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useMay } from "./session.tsx";
import { useUnlock } from "./use-unlock.tsx";
import { fullName, type User } from "./user-standing.tsx";

/** Says that a user is locked and until when, with the button that ends it. */
export function LockedBanner({ user }: { user: User }) {
  const mayUnlock = useMay("users:unlock");
  const [isAsked, setIsAsked] = useState(false);
  return (
    <>
      <Alert
        type="error"
        header="Locked after too many wrong tries"
        action={
          mayUnlock && (
            <Button variant="primary" onClick={() => setIsAsked(true)}>
              Unlock
            </Button>
          )
        }
      >
        Unlocks by itself: <Moment at={user.lockedUntil} otherwise="never, only by Unlock" />
      </Alert>
      {isAsked && <UnlockDialog user={user} onClose={() => setIsAsked(false)} />}
    </>
  );
}

const formId = "unlock";

function UnlockDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const queries = useQueryClient();
  const fields = useFormFields({ pin: "" }, { pin: pinComplaint });
  const form = useFocusOnFault(fields.attempt);
  const { unlock, unlocking } = useUnlock({
    onDone: onClose,
    onError: (thrown) => {
      fields.set("pin", "");
      fields.showProblem(thrown);
      void queries.invalidateQueries({ queryKey: ["users", user.userId, "pin"] });
    },
  });
  const confirm = () => {
    fields.clearProblem();
    const body = fields.check(userRoutes.unlockUser.body, { pin: typedOrNothing(fields.values.pin) });
    if (body && !unlocking) unlock(user, body.pin);
  };
  return (
    <Modal
      visible
      header={`Unlock ${fullName(user)}?`}
      closeAriaLabel="Cancel"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" form={formId} loading={unlocking !== undefined} loadingText="Unlocking">
              Unlock
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id={formId} ref={form} onSubmit={submitting(confirm)} noValidate>
        <SpaceBetween size="l">
          {fields.problem && <ProblemAlert thrown={fields.problem} header="Nothing was unlocked" />}
          <Box variant="p">The lock ends at once, and wrong tries are counted from nought again.</Box>
          <CallerPin
            userId={user.userId}
            value={fields.values.pin}
            error={fields.errors.pin}
            onText={(text) => fields.set("pin", text)}
          />
        </SpaceBetween>
      </form>
    </Modal>
  );
}
