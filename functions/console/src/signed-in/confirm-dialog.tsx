import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

interface ConfirmDialogProps {
  readonly header: string;
  readonly confirm: string;
  /** The form that the button sends; without one it calls `onConfirm`. */
  readonly form?: string;
  readonly isBusy: boolean;
  readonly isOff?: boolean;
  readonly onConfirm?: () => void;
  readonly onDismiss: () => void;
  /** What will be so once it is done. */
  readonly children: ReactNode;
}

/** Says what something does before it is done, with the same verb on its button. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { header, confirm, form, isBusy, isOff = false, onConfirm, onDismiss, children } = props;
  return (
    <Modal
      visible
      header={header}
      closeAriaLabel="Close"
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onDismiss}>Cancel</Button>
            <Button
              variant="primary"
              loading={isBusy}
              disabled={isOff}
              {...(form ? { form, formAction: "submit" as const } : {})}
              onClick={() => onConfirm?.()}
            >
              {confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">{children}</SpaceBetween>
    </Modal>
  );
}
