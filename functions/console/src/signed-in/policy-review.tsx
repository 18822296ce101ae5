import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type * as z from "zod/mini";
import type { PolicyEffects } from "../../../../shared/contract/policy.ts";
import { ReasonField } from "./reason-dialog.tsx";
import { Status } from "./status.tsx";

type Foreseen = z.output<typeof PolicyEffects>;
interface PolicyReviewProps {
  readonly foreseen: Foreseen;
  readonly yourAddress: string;
  readonly onSave: (reason: string | undefined) => void;
  readonly onDismiss: () => void;
}

/** What a change of the policy brings, setting by setting, before it is saved; to weaken anything asks why. */
export function PolicyReview({ foreseen, yourAddress, onSave, onDismiss }: PolicyReviewProps) {
  const { effects, needsReason, excludesYou } = foreseen;
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const maySave = effects.length > 0 && !excludesYou;
  const save = () => {
    const isWithout = needsReason && reason.trim() === "";
    setMissing(isWithout);
    if (!isWithout) onSave(needsReason ? reason.trim() : undefined);
  };
  return (
    <Modal
      visible
      header="What this changes"
      closeAriaLabel="Close"
      onDismiss={onDismiss}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onDismiss}>Go back</Button>
            {maySave && (
              <Button variant="primary" onClick={save}>
                Save settings
              </Button>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        {effects.length === 0 && <Box variant="p">Nothing: these are the settings that hold now.</Box>}
        <Effects effects={effects} />
        {excludesYou && (
          <Alert type="error" header="This would lock you out">
            Your own address, {yourAddress}, is not in the list. Enter a range that holds it.
          </Alert>
        )}
        {needsReason && maySave && (
          <SpaceBetween size="l">
            <Alert type="warning">This weakens the policy. Every security administrator is told by e-mail.</Alert>
            <ReasonField reason={reason} isMissing={isMissing} onReason={setReason} />
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Modal>
  );
}

function Effects({ effects }: Pick<Foreseen, "effects">) {
  return effects.map(({ setting, title, before, after, direction, sentence }) => (
    <div key={setting}>
      <Box variant="h3">{title}</Box>
      <Status type={direction === "weaker" ? "warning" : "success"}>
        {direction === "weaker" ? "Weaker" : "Stronger"}: from {before} to {after}
      </Status>
      <Box variant="p">{sentence}</Box>
    </div>
  ));
}
