import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import { typedOrNothing } from "../form-fields.ts";
import { operators } from "./calls.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { type AskedRequest, useRequestStep } from "./sftp-requests.ts";

interface DecisionProps {
  readonly request: AskedRequest;
  readonly onClose: () => void;
}

/** Take, reject, approve: what may be done with a request now. */
export function OperatorDecision({ request }: { request: AskedRequest }) {
  const [isOpen, setOpen] = useState<"approve" | "reject">();
  const { requestId, may, takenAt } = request;
  const take = useRequestStep({
    call: (_: undefined, intention) => operators.takeSftpRequest({ path: { requestId }, body: {}, intention }),
    told: () => ["You look after this request now", "Its practice gets a mail that says so."],
    failed: "The request was not taken",
  });
  const close = () => setOpen(undefined);
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        {may.includes("take") && (
          <Button loading={take.isPending} loadingText="Taking it" onClick={() => take.mutate(undefined)}>
            {takenAt ? "Take over" : "Take into review"}
          </Button>
        )}
        {may.includes("reject") && <Button onClick={() => setOpen("reject")}>Reject</Button>}
        {may.includes("approve") && (
          <Button variant="primary" onClick={() => setOpen("approve")}>
            Approve
          </Button>
        )}
      </SpaceBetween>
      {isOpen === "approve" && <Approve request={request} onClose={close} />}
      {isOpen === "reject" && <Reject request={request} onClose={close} />}
    </>
  );
}

function Approve({ request, onClose }: DecisionProps) {
  const { requestId, softwareName, practiceName, vendorEmail, publicKey, approvals, approvalsNeeded } = request;
  const [comment, setComment] = useState("");
  const step = useRequestStep({
    call: (body: { comment?: string | undefined }, intention) =>
      operators.approveSftpRequest({ path: { requestId }, body, intention }),
    told: ({ state }: AskedRequest) =>
      state === "provisioned"
        ? [`The account for ${softwareName} is made`, `${practiceName} gets its mails now.`]
        : ["Your approval is kept", "The account is made when somebody else approves it too."],
    failed: "The request was not approved",
    onDone: onClose,
  });
  const isLast = approvals.length + 1 >= approvalsNeeded;
  const outside = vendorEmail && !publicKey;
  return (
    <ConfirmDialog
      header={`Approve the request for ${softwareName}`}
      confirm="Approve"
      isBusy={step.isPending}
      onConfirm={() => step.mutate({ comment: typedOrNothing(comment) })}
      onDismiss={onClose}
    >
      <Box variant="p">
        {isLast
          ? `The account is made at once, and ${practiceName} is told its username. You never see a password.`
          : "It is the first of two approvals: somebody else approves it too before the account is made."}
      </Box>
      {outside && <Alert type="warning">{vendorEmail}, outside of the practice, gets the link to sign in.</Alert>}
      <FormField
        label={
          <>
            Comment <i>- optional</i>
          </>
        }
        description="The practice reads it."
      >
        <Textarea rows={2} value={comment} onChange={({ detail }) => setComment(detail.value.slice(0, 1000))} />
      </FormField>
    </ConfirmDialog>
  );
}

function Reject({ request: { requestId, softwareName, practiceName }, onClose }: DecisionProps) {
  const step = useRequestStep({
    call: (reason: string, intention) =>
      operators.rejectSftpRequest({ path: { requestId }, body: { reason }, intention }),
    told: () => [`The request for ${softwareName} is rejected`, `${practiceName} gets a mail with the reason.`],
    failed: "The request was not rejected",
    onDone: onClose,
  });
  return (
    <ReasonDialog
      header={`Reject the request for ${softwareName}`}
      consequence={`No account is made. ${practiceName} reads the reason, and can ask again.`}
      confirm="Reject"
      isBusy={step.isPending}
      onConfirm={(reason) => step.mutate(reason)}
      onDismiss={onClose}
    />
  );
}
