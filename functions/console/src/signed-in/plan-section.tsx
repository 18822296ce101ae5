import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type * as z from "zod/mini";
import type { PlanView, Quote } from "../../../../shared/contract/billing.ts";
import type { Offer } from "../../../../shared/domain/plan.ts";
import { BuyDialog } from "./buy-dialog.tsx";
import { billing } from "./calls.ts";
import { Moment } from "./moment.tsx";
import { PageLink } from "./page-link.tsx";
import { offerInWords } from "./plan-words.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { ReduceDialog } from "./reduce-dialog.tsx";
import { fullName, type User } from "./user-standing.tsx";

/** A user's plan: what he has, what may be added, and what follows. */
export function PlanSection({ user }: { user: User }) {
  const path = { userId: user.userId };
  const { data, error, refetch } = useQuery({
    queryKey: ["billing", "plan", user.userId],
    queryFn: () => billing.getPlan({ path }),
  });
  return (
    <Container header={<Header variant="h2">Plan</Header>}>
      <SpaceBetween size="l">
        {error && <ProblemAlert thrown={error} header="The plan could not be loaded" onRetry={() => void refetch()} />}
        {!error && !data && <Spinner />}
        {data && user.type === "patient" && <Box variant="p">Patients have no plan: nothing is bought for them.</Box>}
        {data && user.type !== "patient" && (
          <SpaceBetween size="l">
            {data.upgrades.length === 0 && <Box variant="p">There is nothing more to add.</Box>}
            <PlanFacts plan={data} />
            {data.isPaidByYou && data.offer && !data.isBuying && <Reducing user={user} offer={data.offer} />}
            {data.upgrades.length > 0 && <Buying user={user} upgrades={data.upgrades} />}
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Container>
  );
}

function PlanFacts({ plan }: { plan: z.output<typeof PlanView> }) {
  const { offer, next, paidUntil, isPaidByYou, state } = plan;
  return (
    <KeyValuePairs
      columns={3}
      items={[
        { label: "Plan", value: offerInWords(state === "ended" ? undefined : offer) },
        { label: "Paid until", value: <Moment at={paidUntil} otherwise="Nothing is paid" /> },
        {
          label: "Paid by",
          value: state === "none" || state === "ended" ? "Nobody" : isPaidByYou ? "You" : "A colleague",
        },
        ...(next ? [{ label: "Then", value: offerInWords(next === "free" ? undefined : next) }] : []),
      ]}
    />
  );
}

function Reducing({ user, offer }: { user: User; offer: Offer }) {
  const [isAsked, setIsAsked] = useState(false);
  return (
    <>
      <Button onClick={() => setIsAsked(true)}>Reduce or end</Button>
      {isAsked && <ReduceDialog user={user} offer={offer} onDone={() => setIsAsked(false)} />}
    </>
  );
}

const textOf = ({ plan, period }: Offer) => `${plan} ${period}`;

function Buying({ user, upgrades }: { user: User; upgrades: readonly Offer[] }) {
  const [chosen, setChosen] = useState<Offer>();
  const [quote, setQuote] = useState<z.output<typeof Quote>>();
  const wanted = upgrades.find((each) => chosen && textOf(each) === textOf(chosen));
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: Offer) => billing.quotePlan({ path: { userId: user.userId }, body }),
    onSuccess: setQuote,
  });
  const options = upgrades.map((each) => ({ value: textOf(each), label: offerInWords(each) }));
  return (
    <SpaceBetween size="s">
      {error && <ProblemAlert thrown={error} header={`Nothing can be bought for ${fullName(user)}`} />}
      <FormField label="Plan to add" description="You see the exact amount before anything is bought.">
        <Select
          selectedOption={options.find(({ value }) => wanted && value === textOf(wanted)) ?? null}
          options={options}
          placeholder="Choose a plan"
          onChange={({ detail }) => setChosen(upgrades.find((each) => textOf(each) === detail.selectedOption.value))}
        />
      </FormField>
      <SpaceBetween size="s" direction="horizontal">
        <Button disabled={!wanted} loading={isPending} onClick={() => wanted && mutate(wanted)}>
          See the price
        </Button>
        <PageLink to="/billing">Card and plans you pay for</PageLink>
      </SpaceBetween>
      {quote && <BuyDialog user={user} quote={quote} onDone={() => setQuote(undefined)} />}
    </SpaceBetween>
  );
}
