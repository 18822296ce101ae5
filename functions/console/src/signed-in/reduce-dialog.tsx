import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { downgradesOf, type Offer } from "../../../../shared/domain/plan.ts";
import { useIntention } from "../intention.ts";
import { billing } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { offerInWords } from "./plan-words.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { fullName, type User } from "./user-standing.tsx";

interface ReduceDialogProps {
  readonly user: User;
  readonly offer: Offer;
  readonly onDone: () => void;
}

/** Chooses what follows when the paid period is over; what is paid stays until then. */
export function ReduceDialog({ user, offer, onDone }: ReduceDialogProps) {
  const choices: readonly (Offer | "free")[] = ["free", ...downgradesOf(offer)];
  const options = choices.map((next, at) => ({
    value: String(at),
    label: offerInWords(next === "free" ? undefined : next),
  }));
  const [chosen, setChosen] = useState(0);
  const { tell } = useNotices();
  const queries = useQueryClient();
  const intention = useIntention();
  const next = choices[chosen] ?? "free";
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      billing.reducePlan({
        path: { userId: user.userId },
        body: { next },
        intention: intention.keyFor([user.userId, next]),
      }),
    onSuccess: () => {
      intention.fulfil();
      tell(`The plan of ${fullName(user)} changes when its paid period is over`);
      onDone();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["billing"] }),
  });
  return (
    <Modal
      visible
      header={`Reduce or end the plan of ${fullName(user)}`}
      closeAriaLabel="Close"
      onDismiss={onDone}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onDone}>Cancel</Button>
            <Button variant="primary" loading={isPending} loadingText="Changing" onClick={() => mutate()}>
              Change the plan
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {error && <ProblemAlert thrown={error} header="The plan was not changed" />}
        <Box variant="p">{offerInWords(offer)} stays until the end of what is paid, and nothing is paid back.</Box>
        <FormField label="Then">
          <Select
            options={options}
            selectedOption={options[chosen] ?? null}
            onChange={({ detail }) => setChosen(Number(detail.selectedOption.value))}
          />
        </FormField>
      </SpaceBetween>
    </Modal>
  );
}
