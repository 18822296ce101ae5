import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
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
import { ProblemAlert } from "./problem-alert.tsx";
import { useMay } from "./session.tsx";
import { TextField } from "./text-field.tsx";
import { useIsOther } from "./user-actions.tsx";
import { fullName, type User } from "./user-standing.tsx";

const formId = "one-time-password";
const complaints = {
  reason: "Say how you know who is asking, in at least ten characters.",
  pin: pinComplaint,
} as const;

/** The button that gives a new one-time password to somebody whom no mail reaches, after a check of who is asking. */
export function GivePassword({ user }: { user: User }) {
  const mayGive = useMay("users:invite");
  const isOther = useIsOther(user);
  const [isOpen, setIsOpen] = useState(false);
  if (!mayGive || !isOther) return null;
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Give a one-time password</Button>
      {isOpen && <GiveDialog user={user} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function GiveDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const queries = useQueryClient();
  const intention = useIntention();
  const fields = useFormFields({ reason: "", pin: "" }, complaints);
  const form = useFocusOnFault(fields.attempt);
  const { mutate, isPending, data } = useMutation({
    mutationFn: users.giveOneTimePassword,
    onError: fields.showProblem,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["users"] }),
    // Whatever came of it, another click means another password: a lost answer cannot be shown again.
    onSettled: () => intention.fulfil(),
  });
  const give = () => {
    fields.clearProblem();
    const typed = { reason: typedOrNothing(fields.values.reason), pin: typedOrNothing(fields.values.pin) };
    const body = fields.check(userRoutes.giveOneTimePassword.body, typed);
    if (body && !isPending) mutate({ path: { userId: user.userId }, body, intention: intention.keyFor(body) });
  };
  const shown = data?.oneTimePassword;
  return (
    <Modal
      visible
      header={shown ? "The one-time password" : `Give ${fullName(user)} a one-time password?`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>{shown ? "Done" : "Cancel"}</Button>
            {!shown && (
              <Button variant="primary" form={formId} formAction="submit" loading={isPending}>
                Give password
              </Button>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      {shown ? (
        <OneTimePassword password={shown} username={user.username ?? ""} />
      ) : (
        <form id={formId} ref={form} onSubmit={submitting(give)} noValidate>
          <SpaceBetween size="l">
            <Alert type="warning">
              Every session ends, and the password before works no more. The new one is good for one sign-in, at which
              another is chosen. The second step stays.
            </Alert>
            {fields.problem && <ProblemAlert thrown={fields.problem} header="No password was given" />}
            <CallerPin
              userId={user.userId}
              value={fields.values.pin}
              error={fields.errors.pin}
              onText={(text) => fields.set("pin", text)}
            />
            <TextField
              label="How do you know who is asking?"
              description="The audit log keeps it. It may stay empty where a PIN is given."
              value={fields.values.reason}
              error={fields.errors.reason}
              onText={(text) => fields.set("reason", text)}
              input={{ autoComplete: false }}
            />
          </SpaceBetween>
        </form>
      )}
    </Modal>
  );
}

/** A one-time password, for as long as the page shows it. */
export function OneTimePassword({ password, username }: { password: string; username: string }) {
  return (
    <SpaceBetween size="s">
      <p role="status">
        It is shown this once. Hand it over with the username <strong>{username}</strong>; at the first sign-in another
        password is chosen.
      </p>
      <Box fontSize="heading-l">
        <code>{password}</code>
      </Box>
      <CopyToClipboard
        copyButtonText="Copy password"
        copySuccessText="Copied"
        copyErrorText="Not copied: select it instead"
        textToCopy={password}
      />
    </SpaceBetween>
  );
}
