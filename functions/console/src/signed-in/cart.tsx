import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type * as z from "zod/mini";
import type { BillingView } from "../../../../shared/contract/billing.ts";
import { CartAdding } from "./cart-adding.tsx";
import { CartDialog } from "./cart-dialog.tsx";
import { type CartLine, totalOf } from "./cart-lines.ts";
import { moneyInWords, offerInWords } from "./plan-words.ts";

interface CartProps {
  readonly card: NonNullable<z.output<typeof BillingView>["card"]>;
  readonly prices: z.output<typeof BillingView>["prices"];
}

/** Plans for several people, bought with one confirmation. */
export function Cart({ card, prices }: CartProps) {
  const [lines, setLines] = useState<readonly CartLine[]>([]);
  const [isAsked, setIsAsked] = useState(false);
  const without = (gone: string) => setLines(lines.filter(({ userId }) => userId !== gone));
  const cardName = `${card.brand.toUpperCase()} ${card.lastFour}`;
  return (
    <Container
      header={
        <Header variant="h2" description="You see the exact total before anything is bought.">
          Buy plans
        </Header>
      }
    >
      <SpaceBetween size="l">
        <CartAdding
          prices={prices}
          isTaken={(userId) => lines.some((line) => line.userId === userId)}
          onAdded={(line) => setLines([...lines, line])}
        />
        {lines.length === 0 && <Box color="text-body-secondary">The cart is empty.</Box>}
        {lines.length > 0 && (
          <SpaceBetween size="m">
            <ul className="events" aria-label="Cart">
              {lines.map(({ userId, name, quote, thrown }) => (
                <li key={userId}>
                  <span className="breakable">
                    {name}: {offerInWords(quote)}, {moneyInWords(quote)}
                    {thrown && <Box color="text-status-error">{thrown.detail}</Box>}
                  </span>
                  <Button ariaLabel={`Remove ${name} from the cart`} onClick={() => without(userId)}>
                    Remove
                  </Button>
                </li>
              ))}
            </ul>
            <Button variant="primary" onClick={() => setIsAsked(true)}>
              {`Pay ${moneyInWords(totalOf(lines))} with ${cardName}`}
            </Button>
          </SpaceBetween>
        )}
      </SpaceBetween>
      {isAsked && (
        <CartDialog
          lines={lines}
          cardName={cardName}
          onClose={(left) => {
            setIsAsked(false);
            setLines(left);
          }}
        />
      )}
    </Container>
  );
}
