import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { problemOf } from "../api/problem-error.ts";
import { useIntention } from "../intention.ts";
import { practices } from "./calls.ts";
import { departments } from "./places.ts";
import { useMay } from "./session.tsx";
import { TextField } from "./text-field.tsx";

interface DepartmentFieldProps {
  readonly chosen: string | undefined;
  readonly onChosen: (departmentId: string | undefined) => void;
  readonly error?: string | undefined;
}

/** The practice's open departments to choose from, with a new one added on the spot. */
export function DepartmentField({ chosen, onChosen, error }: DepartmentFieldProps) {
  const mayAdd = useMay("departments:edit");
  const { data = [], isPending, error: failure } = useQuery({ queryKey: departments.key, queryFn: departments.list });
  const open = data.filter(({ isArchived, id }) => !isArchived || id === chosen);
  const options = [none, ...open.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <SpaceBetween size="s">
      <FormField label="Department" errorText={error ?? (failure ? problemOf(failure).detail : undefined)}>
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === (chosen ?? "")) ?? none}
          statusType={isPending ? "loading" : "finished"}
          filteringType={options.length > 8 ? "auto" : "none"}
          filteringAriaLabel="Find a department"
          onChange={({ detail }) => onChosen(detail.selectedOption.value || undefined)}
        />
      </FormField>
      {mayAdd && <AddHere onAdded={onChosen} />}
    </SpaceBetween>
  );
}

const none = { value: "", label: "None" };

function AddHere({ onAdded }: { onAdded: (departmentId: string) => void }) {
  const [name, setName] = useState<string>();
  const queries = useQueryClient();
  const intention = useIntention();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (wanted: string) =>
      practices.addDepartment({ body: { name: wanted }, intention: intention.keyFor(wanted) }),
    onSuccess: async ({ departmentId }) => {
      intention.fulfil();
      await queries.invalidateQueries({ queryKey: departments.key });
      setName(undefined);
      onAdded(departmentId);
    },
  });
  if (name === undefined)
    return (
      <Button variant="inline-link" formAction="none" onClick={() => setName("")}>
        Add a new department
      </Button>
    );
  return (
    <SpaceBetween size="xs">
      <TextField
        label="Name of the new department"
        value={name}
        error={error ? problemOf(error).detail : undefined}
        onText={setName}
        input={{ autoComplete: false, autoFocus: true }}
      />
      <Button
        formAction="none"
        loading={isPending}
        loadingText="Adding"
        onClick={() => name.trim() !== "" && !isPending && mutate(name.trim())}
      >
        Add department
      </Button>
    </SpaceBetween>
  );
}
