import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type * as z from "zod/mini";
import type { BillingView } from "../../../../shared/contract/billing.ts";
import { billing, users } from "./calls.ts";
import type { CartLine } from "./cart-lines.ts";
import { offerInWords } from "./plan-words.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { useSession } from "./session.tsx";
import { fullName } from "./user-standing.tsx";

interface CartAddingProps {
  readonly prices: z.output<typeof BillingView>["prices"];
  readonly isTaken: (userId: string) => boolean;
  readonly onAdded: (line: CartLine) => void;
}

/** Finds a person and puts a plan for him into the cart, at the exact price. */
export function CartAdding({ prices, isTaken, onAdded }: CartAddingProps) {
  const [person, setPerson] = useState<SelectProps.Option>();
  const [plan, setPlan] = useState<SelectProps.Option>();
  const options = prices.map((price) => ({ value: `${price.plan} ${price.period}`, label: offerInWords(price) }));
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (asked: { userId: string; name: string; offer: (typeof prices)[number] }) => {
      const { plan, period } = asked.offer;
      const quote = await billing.quotePlan({ path: { userId: asked.userId }, body: { plan, period } });
      return { userId: asked.userId, name: asked.name, quote, intention: crypto.randomUUID() };
    },
    onSuccess: (line) => {
      onAdded(line);
      setPerson(undefined);
    },
  });
  const offer = prices.find((price) => `${price.plan} ${price.period}` === plan?.value);
  const add = () => {
    if (person?.value && offer) mutate({ userId: person.value, name: person.label ?? "", offer });
  };
  return (
    <SpaceBetween size="m">
      {error && <ProblemAlert thrown={error} header="This cannot be bought" />}
      <FormField label="Person" description="Nobody buys for patients or for himself.">
        <PayableChoice chosen={person} isTaken={isTaken} onChosen={setPerson} />
      </FormField>
      <FormField label="Plan">
        <Select
          options={options}
          placeholder="Choose a plan"
          selectedOption={plan ?? null}
          onChange={({ detail }) => setPlan(detail.selectedOption)}
        />
      </FormField>
      <Button disabled={!person || !offer} loading={isPending} loadingText="Asking for the price" onClick={add}>
        Add to the cart
      </Button>
    </SpaceBetween>
  );
}

interface PayableChoiceProps {
  readonly chosen: SelectProps.Option | undefined;
  readonly isTaken: (userId: string) => boolean;
  readonly onChosen: (person: SelectProps.Option) => void;
}

/** A colleague for whom something can be bought, found by the service. */
function PayableChoice({ chosen, isTaken, onChosen }: PayableChoiceProps) {
  const { userId: own } = useSession();
  const [search, setSearch] = useState("");
  const { data, isFetching, error } = useQuery({
    queryKey: ["billing", "people", search],
    queryFn: () => users.listUsers({ query: { search, limit: 25 } }),
    enabled: search.trim() !== "",
  });
  const options = (data?.items ?? [])
    .filter(({ type, userId }) => type !== "patient" && userId !== own && !isTaken(userId))
    .map((user) => ({ value: user.userId, label: fullName(user) }));
  return (
    <Select
      options={options}
      filteringType="manual"
      filteringPlaceholder="Name, e-mail or username"
      filteringAriaLabel="Find a person"
      placeholder="Find a person"
      statusType={error ? "error" : isFetching ? "loading" : "finished"}
      loadingText="Looking"
      errorText="The people could not be loaded"
      empty={search ? "Nobody to buy for" : "Type a name"}
      selectedOption={chosen ?? null}
      onLoadItems={({ detail }) => setSearch(detail.filteringText)}
      onChange={({ detail }) => onChosen(detail.selectedOption)}
    />
  );
}
