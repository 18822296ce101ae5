import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { userRoutes } from "../../../../shared/contract/users.ts";
import { typedOrNothing, useFocusOnFault, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { submitting } from "../submitting.ts";
import { CallerPin, pinComplaint } from "./caller-pin.tsx";
import { users } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useMay } from "./session.tsx";
import { TextField } from "./text-field.tsx";
import { fullName, type User } from "./user-standing.tsx";

/** The button for a lost phone. */
export function ResetSecondStep({ user }: { user: User }) {
  const isAllowed = useMay("users:reset-second-step");
  const [isAsked, setIsAsked] = useState(false);
  const isPossible = user.status !== "disabled" && user.secondStep !== "none";
  if (!isAllowed || !isPossible) return null;
  return (
    <>
      <Button onClick={() => setIsAsked(true)}>Reset 2-step</Button>
      {isAsked && <Dialog user={user} onClose={() => setIsAsked(false)} />}
    </>
  );
}

const complaints = {
  reason:
    "Say in at least 10 characters how you know that it is this person, or give the PIN above. Never write it here.",
  pin: pinComplaint,
} as const;
const formId = "reset-second-step";

function Dialog({ user, onClose }: { user: User; onClose: () => void }) {
  const name = fullName(user);
  const { tell } = useNotices();
  const queries = useQueryClient();
  const intention = useIntention();
  const fields = useFormFields({ reason: "", pin: "" }, complaints);
  const form = useFocusOnFault(fields.attempt);
  const { mutate, isPending } = useMutation({
    mutationFn: (body: { reason?: string | undefined; pin?: string | undefined }) =>
      users.resetSecondStep({ path: { userId: user.userId }, body, intention: intention.keyFor(body) }),
    onSuccess: () => {
      intention.fulfil();
      tell(`2-step of ${name} is reset`, `${name} sets it up again at the next sign-in, and was told by mail.`);
      onClose();
      return queries.invalidateQueries({ queryKey: ["users"] });
    },
    onError: (thrown) => {
      fields.set("pin", "");
      fields.showProblem(thrown);
      return queries.invalidateQueries({ queryKey: ["users", user.userId, "pin"] });
    },
  });
  const reset = () => {
    fields.clearProblem();
    const body = fields.check(userRoutes.resetSecondStep.body, {
      reason: typedOrNothing(fields.values.reason),
      pin: typedOrNothing(fields.values.pin),
    });
    if (body && !isPending) mutate(body);
  };
  return (
    <Modal
      visible
      header={`Reset 2-step for ${name}?`}
      closeAriaLabel="Cancel"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" form={formId} loading={isPending} loadingText="Resetting">
              Reset 2-step
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id={formId} ref={form} onSubmit={submitting(reset)} noValidate>
        <SpaceBetween size="l">
          {fields.problem && <ProblemAlert thrown={fields.problem} header="2-step was not reset" />}
          <Box variant="p">
            {name} sets it up again at the next sign-in. All sessions end, and all recovery codes stop working. Until
            then the password alone leads to the set-up, so be sure who is asking.
          </Box>
          <CallerPin
            userId={user.userId}
            value={fields.values.pin}
            error={fields.errors.pin}
            onText={(text) => fields.set("pin", text)}
          />
          <TextField
            label="How did you verify the caller?"
            description="For example: came in person with the badge. Kept in the audit log; not needed with a PIN."
            value={fields.values.reason}
            error={fields.errors.reason}
            onText={(text) => fields.set("reason", text)}
          />
        </SpaceBetween>
      </form>
    </Modal>
  );
}
