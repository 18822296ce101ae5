import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { epcsRoutes } from "../../../../shared/contract/epcs.ts";
import { type EpcsMark, epcsMarkNames, epcsMarks } from "../../../../shared/domain/epcs.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { submitting } from "../submitting.ts";
import { practices } from "./calls.ts";
import { type EpcsPlace, markMeaning, useEpcsChanged } from "./epcs.ts";
import { useNotices } from "./notices.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { TextField } from "./text-field.tsx";

const complaints = {
  userId: "Find and choose the person.",
  mark: "Choose the mark.",
  place: "Choose where.",
  kind: "Choose what to propose.",
  reason: "Say why; the approver reads it.",
} as const;
const kinds = [
  { value: "grant", label: "Grant" },
  { value: "revoke", label: "Revoke" },
];
const markOptions = epcsMarkNames.map((mark) => ({
  value: mark,
  label: epcsMarks[mark],
  description: markMeaning[mark],
}));

/** Enters a proposal, which changes nothing until somebody else approves it. */
export function EpcsPropose({ places }: { places: readonly EpcsPlace[] }) {
  const able = places.filter(({ mayEnter }) => mayEnter).map(({ place, name }) => ({ value: place, label: name }));
  const start = { kind: "grant", mark: "", userId: "", place: able[0]?.value ?? "", reason: "" };
  const fields = useFormFields(start, complaints);
  const form = useFocusOnFault(fields.attempt);
  const changed = useEpcsChanged();
  const { tell } = useNotices();
  const intention = useIntention();
  const { mutate, isPending } = useMutation({
    mutationFn: (body: { kind: "grant" | "revoke"; mark: EpcsMark; userId: string; place: string; reason: string }) =>
      practices.proposeEpcs({ body, intention: intention.keyFor(body) }),
    onSuccess: ({ subjectName }) => {
      intention.fulfil();
      tell(`Proposed: ${subjectName}`, "It waits for the approval of another designated person, who was told by mail.");
      for (const name of ["userId", "mark", "reason"] as const) fields.set(name, "");
      return changed();
    },
    onError: fields.showProblem,
  });
  const submit = () => {
    fields.clearProblem();
    const body = fields.check(epcsRoutes.proposeEpcs.body, fields.values);
    if (body && !isPending) mutate(body);
  };
  const choice = (name: "kind" | "mark" | "place", label: string, options: readonly SelectProps.Option[]) => (
    <FormField label={label} errorText={fields.errors[name]}>
      <Select
        options={options}
        placeholder="Choose"
        selectedOption={options.find(({ value }) => value === fields.values[name]) ?? null}
        onChange={({ detail }) => fields.set(name, detail.selectedOption.value ?? "")}
      />
    </FormField>
  );
  return (
    <form ref={form} onSubmit={submitting(submit)} noValidate>
      <Container
        header={
          <Header
            variant="h2"
            description="Nothing changes before another person approves it."
            actions={
              <Button formAction="submit" loading={isPending} loadingText="Proposing">
                Propose
              </Button>
            }
          >
            New proposal
          </Header>
        }
      >
        <SpaceBetween size="l">
          {fields.problem && <ProblemAlert thrown={fields.problem} header="The proposal was not entered" />}
          {choice("kind", "What", kinds)}
          {choice("mark", "Mark", markOptions)}
          <FormField label="Person" description="Type the beginning of a name." errorText={fields.errors.userId}>
            <PersonChoice value={fields.values.userId} onChosen={(userId) => fields.set("userId", userId)} />
          </FormField>
          {able.length > 1 && choice("place", "Where", able)}
          <TextField
            label="Reason"
            description="The approver reads it, and it stands in the audit log."
            value={fields.values.reason}
            error={fields.errors.reason}
            onText={(text) => fields.set("reason", text)}
          />
        </SpaceBetween>
      </Container>
    </form>
  );
}

/** Somebody of the practice, found by the service. */
function PersonChoice({ value, onChosen }: { value: string; onChosen: (userId: string) => void }) {
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<SelectProps.Option>();
  const { data, isFetching, error } = useQuery({
    queryKey: ["epcs", "people", search],
    queryFn: () => practices.findEpcsPeople({ query: { search } }),
    enabled: search.trim() !== "",
  });
  const options = (data?.people ?? []).map(({ userId, name }) => ({ value: userId, label: name }));
  return (
    <Select
      options={options}
      filteringType="manual"
      filteringPlaceholder="First or last name"
      filteringAriaLabel="Find a person"
      placeholder="Find a person"
      statusType={error ? "error" : isFetching ? "loading" : "finished"}
      loadingText="Looking"
      errorText="The people could not be loaded"
      empty={search ? "Nobody of that name" : "Type a name"}
      selectedOption={value && chosen ? chosen : null}
      onLoadItems={({ detail }) => setSearch(detail.filteringText)}
      onChange={({ detail }) => {
        setChosen(detail.selectedOption);
        onChosen(detail.selectedOption.value ?? "");
      }}
    />
  );
}
