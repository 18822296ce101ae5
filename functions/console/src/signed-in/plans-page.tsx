import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useMutation, useQuery } from "@tanstack/react-query";
import type * as z from "zod/mini";
import type { BillingView } from "../../../../shared/contract/billing.ts";
import { useIntention } from "../intention.ts";
import { billing } from "./calls.ts";
import { Cart } from "./cart.tsx";
import { Page } from "./page.tsx";
import { PageLink } from "./page-link.tsx";
import { moneyInWords, offerInWords } from "./plan-words.ts";
import { ProblemAlert } from "./problem-alert.tsx";

type View = z.output<typeof BillingView>;

/** What the caller pays for whom, with which card, and what plans cost. */
export function PlansPage() {
  const { data, error, refetch } = useQuery({ queryKey: ["billing"], queryFn: () => billing.getBilling() });
  return (
    <Page title="Plans and seats" description="Plans you pay for, and the card they are paid with. Patients have none.">
      {error && <ProblemAlert thrown={error} header="The plans could not be loaded" onRetry={() => void refetch()} />}
      {!error && !data && <Spinner />}
      {data && (
        <SpaceBetween size="l">
          <CardSection view={data} />
          {data.card && !data.isCovered && <Cart card={data.card} prices={data.prices} />}
          <Seats seats={data.seats} />
          <Prices prices={data.prices} />
        </SpaceBetween>
      )}
    </Page>
  );
}

function CardSection({ view: { card, isCovered } }: { view: View }) {
  const intention = useIntention();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => billing.addCard({ body: {}, intention: intention.keyFor("card") }),
    onSuccess: ({ page }) => {
      intention.fulfil();
      window.location.assign(page);
    },
  });
  if (isCovered)
    return (
      <Alert type="info" header="Somebody else pays for your plan">
        So you cannot pay for others. Ask that person to buy what your people need.
      </Alert>
    );
  return (
    <Container header={<Header variant="h2">Card</Header>}>
      <SpaceBetween size="m">
        {error && <ProblemAlert thrown={error} header="The card page could not be opened" />}
        <Box variant="p">
          {card
            ? `${card.brand.toUpperCase()} that ends in ${card.lastFour}.`
            : "There is no card on file. Nothing can be bought without one."}
        </Box>
        <Button loading={isPending} onClick={() => mutate()}>
          {card ? "Use another card" : "Add a card"}
        </Button>
        <Box variant="small">
          It is typed on the payment provider's own page: its number never reaches Gatehouse. What you buy or pay from
          then on is taken from it; plans that run renew with the card they were bought with.
        </Box>
      </SpaceBetween>
    </Container>
  );
}

function Seats({ seats }: { seats: View["seats"] }) {
  return (
    <Container
      header={
        <Header variant="h2" counter={`(${seats.length})`}>
          People you pay for
        </Header>
      }
    >
      {seats.length === 0 && <Box variant="p">Nobody yet.</Box>}
      {seats.length > 0 && (
        <ul className="events" aria-label="People you pay for">
          {seats.map((seat) => (
            <li key={seat.userId}>
              <PageLink to={`/users/${seat.userId}/plan`}>{seat.name}</PageLink>
              <span className="breakable">
                {offerInWords(seat.state === "ended" ? undefined : seat.offer)}
                {seat.next ? `, then ${offerInWords(seat.next === "free" ? undefined : seat.next).toLowerCase()}` : ""}
                {seat.state === "unpaid" ? ", payment failed: see Invoices" : ""}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Container>
  );
}

function Prices({ prices }: { prices: View["prices"] }) {
  return (
    <Container header={<Header variant="h2">Prices for each user</Header>}>
      <KeyValuePairs
        columns={4}
        items={prices.map((price) => ({ label: offerInWords(price), value: moneyInWords(price) }))}
      />
    </Container>
  );
}
