import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ProblemError } from "../api/problem-error.ts";
import { billing } from "./calls.ts";
import { type CartLine, totalOf } from "./cart-lines.ts";
import { useNotices } from "./notices.tsx";
import { moneyInWords, offerInWords } from "./plan-words.ts";

interface CartDialogProps {
  readonly lines: readonly CartLine[];
  readonly cardName: string;
  /** Told what is left in the cart. */
  readonly onClose: (left: readonly CartLine[]) => void;
}

/** The last word before a cart is bought: for whom, what, and exactly how much from which card. */
export function CartDialog({ lines, cardName, onClose }: CartDialogProps) {
  const { tell, complain } = useNotices();
  const queries = useQueryClient();
  const total = moneyInWords(totalOf(lines));
  const { mutate, isPending } = useMutation({
    mutationFn: () => buyAll(lines),
    onSuccess: (left) => {
      const bought = lines.filter((line) => !left.some(({ userId }) => userId === line.userId));
      if (bought.length > 0) tell(`Bought for ${namesOf(bought)}`, `${moneyInWords(totalOf(bought))} were taken.`);
      const [first] = left;
      if (first) complain(`Nothing was bought for ${namesOf(left)}`, first.thrown);
      onClose(left);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["billing"] }),
  });
  return (
    <Modal
      visible
      header={`Buy ${lines.length === 1 ? "1 plan" : `${lines.length} plans`}`}
      closeAriaLabel="Close"
      onDismiss={() => onClose(lines)}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={isPending} onClick={() => onClose(lines)}>
              Cancel
            </Button>
            <Button variant="primary" loading={isPending} loadingText="Buying" onClick={() => mutate()}>
              {`Pay ${total}`}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <ul className="events" aria-label="To be bought">
          {lines.map(({ userId, name, quote }) => (
            <li key={userId}>
              <span className="breakable">
                {name}: {offerInWords(quote)}, {moneyInWords(quote)}
              </span>
            </li>
          ))}
        </ul>
        <Box variant="p">
          {total} are taken from {cardName} now, for each person by himself, and the plans are there at once. They go on
          month by month or year by year until you end them.
        </Box>
      </SpaceBetween>
    </Modal>
  );
}

const namesOf = (lines: readonly CartLine[]) => lines.map(({ name }) => name).join(", ");

/** One after another, each by itself: what is refused stays, with its reason. */
async function buyAll(lines: readonly CartLine[]): Promise<readonly CartLine[]> {
  const left: CartLine[] = [];
  for (const line of lines) {
    const { userId, quote, intention } = line;
    try {
      await billing.buyPlan({ path: { userId }, body: quote, intention });
    } catch (thrown) {
      if (!(thrown instanceof ProblemError)) throw thrown;
      // What was refused is over; what got no answer may have been done, and is asked for again as the same.
      const isOver = thrown.status >= 400 && thrown.status < 500;
      left.push({ ...line, thrown, intention: isOver ? crypto.randomUUID() : intention });
    }
  }
  return left;
}
