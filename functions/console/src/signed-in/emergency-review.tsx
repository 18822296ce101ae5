import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { breakGlassRoutes } from "../../../../shared/contract/break-glass.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { submitting } from "../submitting.ts";
import { practices } from "./calls.ts";
import type { Grant } from "./emergency-grants.tsx";
import { useNotices } from "./notices.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { sessionKey } from "./session.tsx";
import { TextField } from "./text-field.tsx";

const complaints = { note: "Say what you looked at and found." } as const;
const formId = "emergency-review";

/** Confirms that a use was looked at, with what was found. */
export function EmergencyReview({ grant, onClose }: { grant: Grant; onClose: () => void }) {
  const fields = useFormFields({ note: "" }, complaints);
  const form = useFocusOnFault(fields.attempt);
  const queries = useQueryClient();
  const { tell } = useNotices();
  const intention = useIntention();
  const { mutate, isPending } = useMutation({
    mutationFn: (body: { note: string }) =>
      practices.reviewBreakGlass({ path: { grantId: grant.grantId }, body, intention: intention.keyFor(body) }),
    onSuccess: () => {
      tell("The emergency access is reviewed", "The glass is whole again.");
      onClose();
      void queries.invalidateQueries({ queryKey: sessionKey });
      return queries.invalidateQueries({ queryKey: ["break-glass"] });
    },
    onError: fields.showProblem,
  });
  const submit = () => {
    fields.clearProblem();
    const body = fields.check(breakGlassRoutes.reviewBreakGlass.body, fields.values);
    if (body && !isPending) mutate(body);
  };
  return (
    <Modal
      visible
      header={`Reviewed what ${grant.userName} did?`}
      closeAriaLabel="Cancel"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" form={formId} loading={isPending} loadingText="Saving">
              Confirm review
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id={formId} ref={form} onSubmit={submitting(submit)} noValidate>
        <SpaceBetween size="l">
          {fields.problem && <ProblemAlert thrown={fields.problem} header="The review was not saved" />}
          <Box variant="p">From then on the glass may be broken again. Your name and the note stay with this use.</Box>
          <TextField
            label="What did you find?"
            description="Kept in the audit log."
            value={fields.values.note}
            error={fields.errors.note}
            onText={(text) => fields.set("note", text)}
          />
        </SpaceBetween>
      </form>
    </Modal>
  );
}
