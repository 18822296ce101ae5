import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { type ReactNode, useState } from "react";

interface ReasonDialogProps {
  readonly header: string;
  /** What will be so once it is done. */
  readonly consequence: string;
  readonly confirm: string;
  readonly isBusy: boolean;
  readonly onConfirm: (reason: string) => void;
  readonly onDismiss: () => void;
  readonly children?: ReactNode;
}

/** Asks why before something that others feel is done, and says what it does. */
export function ReasonDialog(props: ReasonDialogProps) {
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const confirm = () => {
    setMissing(reason.trim() === "");
    if (reason.trim() !== "") props.onConfirm(reason.trim());
  };
  return (
    <Modal
      visible
      header={props.header}
      closeAriaLabel="Close"
      onDismiss={props.onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={props.onDismiss}>Cancel</Button>
            <Button variant="primary" loading={props.isBusy} onClick={confirm}>
              {props.confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <Alert type="warning">{props.consequence}</Alert>
        {props.children}
        <ReasonField reason={reason} isMissing={isMissing} onReason={setReason} />
      </SpaceBetween>
    </Modal>
  );
}

interface ReasonFieldProps {
  readonly reason: string;
  readonly isMissing: boolean;
  /** The least length. */
  readonly least?: number;
  readonly onReason: (reason: string) => void;
}

/** Why something is done; it stands in the audit log. */
export function ReasonField({ reason, isMissing, least = 1, onReason }: ReasonFieldProps) {
  const complaint = least > 1 ? `Enter at least ${least} characters.` : "Enter a reason.";
  return (
    <FormField
      label="Reason"
      description="It stands in the audit log."
      errorText={isMissing && reason.trim().length < least ? complaint : undefined}
    >
      <Textarea value={reason} rows={2} onChange={({ detail }) => onReason(detail.value.slice(0, 300))} />
    </FormField>
  );
}
