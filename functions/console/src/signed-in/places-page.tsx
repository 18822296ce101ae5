import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { NewDepartment } from "../../../../shared/contract/departments.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { submitting } from "../submitting.ts";
import { useNotices } from "./notices.tsx";
import { Page } from "./page.tsx";
import { PlaceArchive } from "./place-archive.tsx";
import { PlaceForm } from "./place-form.tsx";
import { PlaceList } from "./place-list.tsx";
import type { Place, PlaceKind } from "./places.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { useMay } from "./session.tsx";
import { TextField } from "./text-field.tsx";

/** The practice's departments, or its sites: added in one line, renamed, archived and opened again by those who may. */
export function PlacesPage({ kind }: { kind: PlaceKind }) {
  const mayEdit = useMay(kind.needs);
  const { data, error, refetch } = useQuery({ queryKey: kind.key, queryFn: kind.list });
  const [edited, setEdited] = useState<Place>();
  const [emptied, setEmptied] = useState<Place>();
  return (
    <Page title={kind.title} description={kind.description}>
      <SpaceBetween size="l">
        {mayEdit && <AddPlace kind={kind} />}
        {error && (
          <ProblemAlert thrown={error} header={`The ${kind.one}s could not be loaded`} onRetry={() => void refetch()} />
        )}
        {!error && (
          <PlaceList kind={kind} places={data} {...(mayEdit ? { onEdit: setEdited, onEmpty: setEmptied } : {})} />
        )}
      </SpaceBetween>
      {edited && <PlaceForm kind={kind} place={edited} onEnd={() => setEdited(undefined)} />}
      {emptied && data && (
        <PlaceArchive kind={kind} place={emptied} places={data} onEnd={() => setEmptied(undefined)} />
      )}
    </Page>
  );
}

function AddPlace({ kind }: { kind: PlaceKind }) {
  const { tell } = useNotices();
  const queries = useQueryClient();
  const intention = useIntention();
  const fields = useFormFields({ name: "" }, { name: "Enter a name, at most 80 characters." });
  const form = useFocusOnFault(fields.attempt);
  const { mutate, isPending } = useMutation({
    mutationFn: (name: string) => kind.add(name, intention.keyFor(name)),
    onSuccess: (_, name) => {
      intention.fulfil();
      fields.set("name", "");
      tell(`The ${kind.one} ${name.trim()} is added`);
      return queries.invalidateQueries({ queryKey: kind.key });
    },
    onError: fields.showProblem,
  });
  const add = () => {
    fields.clearProblem();
    const body = fields.check(NewDepartment, { name: fields.values.name });
    if (body && !isPending) mutate(body.name);
  };
  return (
    <Container>
      <form ref={form} onSubmit={submitting(add)} noValidate>
        <SpaceBetween size="s">
          {fields.problem && <ProblemAlert thrown={fields.problem} header={`The ${kind.one} was not added`} />}
          <TextField
            label={`New ${kind.one}`}
            value={fields.values.name}
            error={fields.errors.name}
            onText={(text) => {
              fields.clearProblem();
              fields.set("name", text);
            }}
            input={{ autoComplete: false, placeholder: kind.example }}
          />
          <Button formAction="submit" loading={isPending} loadingText="Adding">
            {`Add ${kind.one}`}
          </Button>
        </SpaceBetween>
      </form>
    </Container>
  );
}
