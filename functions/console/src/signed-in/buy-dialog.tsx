import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type * as z from "zod/mini";
import type { Quote } from "../../../../shared/contract/billing.ts";
import { useIntention } from "../intention.ts";
import { billing } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { moneyInWords, offerInWords } from "./plan-words.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { fullName, type User } from "./user-standing.tsx";

interface BuyDialogProps {
  readonly user: User;
  readonly quote: z.output<typeof Quote>;
  readonly onDone: () => void;
}

/** The last word before a purchase: for whom, what, and exactly how much from which card. */
export function BuyDialog({ user, quote, onDone }: BuyDialogProps) {
  const { tell } = useNotices();
  const queries = useQueryClient();
  const intention = useIntention();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      billing.buyPlan({
        path: { userId: user.userId },
        body: quote,
        intention: intention.keyFor([user.userId, quote]),
      }),
    onSuccess: () => {
      intention.fulfil();
      tell(
        `${fullName(user)} has the plan ${offerInWords(quote)}`,
        `${moneyInWords(quote)} were taken from your card.`,
      );
      onDone();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["billing"] }),
  });
  return (
    <Modal
      visible
      header={`Buy a plan for ${fullName(user)}`}
      closeAriaLabel="Close"
      onDismiss={onDone}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onDone}>Cancel</Button>
            <Button variant="primary" loading={isPending} loadingText="Buying" onClick={() => mutate()}>
              {`Pay ${moneyInWords(quote)}`}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {error && <ProblemAlert thrown={error} header="Nothing was bought" />}
        <Box variant="p">
          {offerInWords(quote)}. {moneyInWords(quote)} are taken from your card now, and the plan is there at once. It
          goes on {quote.period === "yearly" ? "year by year" : "month by month"} until you end it.
        </Box>
      </SpaceBetween>
    </Modal>
  );
}
