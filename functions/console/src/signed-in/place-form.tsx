import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useQueryClient } from "@tanstack/react-query";
import { SiteChange } from "../../../../shared/contract/sites.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import type { Place, PlaceChange, PlaceKind } from "./places.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { TextField } from "./text-field.tsx";
import { useEdit } from "./use-edit.ts";

const complaints = {
  name: "Enter a name, at most 80 characters.",
  addressLines: "At most four lines of 80 characters.",
} as const;

interface PlaceFormProps {
  readonly kind: PlaceKind;
  readonly place: Place;
  /** Called when it is saved or given up. */
  readonly onEnd: () => void;
}

/** Name of a department or site, and a site's address. */
export function PlaceForm({ kind, place, onEnd }: PlaceFormProps) {
  const { fields, edit, save, leave } = usePlaceForm({ kind, place, onEnd });
  const form = useFocusOnFault(fields.attempt);
  return (
    <>
      <Modal
        visible={!edit.conflict}
        header={`${kind.hasAddress ? "Edit" : "Rename"} ${place.name}`}
        closeAriaLabel="Leave it as it is"
        onDismiss={leave}
        footer={
          <Box float="right">
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={leave}>Leave it as it is</Button>
              <Button variant="primary" loading={edit.isSaving} loadingText="Saving" onClick={save}>
                {`Save ${kind.one}`}
              </Button>
            </SpaceBetween>
          </Box>
        }
      >
        <form ref={form} onSubmit={submitting(save)} noValidate>
          <SpaceBetween size="l">
            {fields.problem && <ProblemAlert thrown={fields.problem} header={`The ${kind.one} was not saved`} />}
            <TextField
              label={`Name of the ${kind.one}`}
              value={fields.values.name}
              error={fields.errors.name}
              onText={(text) => fields.set("name", text)}
              input={{ autoComplete: false }}
            />
            {kind.hasAddress && (
              <FormField
                label={
                  <>
                    Address <i>- optional</i>
                  </>
                }
                errorText={fields.errors.addressLines}
              >
                <Textarea
                  rows={3}
                  value={fields.values.addressLines}
                  onChange={({ detail }) => fields.set("addressLines", detail.value)}
                />
              </FormField>
            )}
          </SpaceBetween>
        </form>
      </Modal>
      <ChangedMeanwhile conflict={edit.conflict} rows={comparisonOf} onTakeTheirs={leave} />
    </>
  );
}

function usePlaceForm({ kind, place, onEnd }: PlaceFormProps) {
  const queries = useQueryClient();
  const fields = useFormFields({ name: place.name, addressLines: place.lines.join("\n") }, complaints);
  const leave = () => {
    void queries.invalidateQueries({ queryKey: kind.key });
    onEnd();
  };
  const edit = useEdit<Place, PlaceChange>({
    queryKey: [...kind.key, place.id],
    read: () => kind.read(place.id),
    save: (body, version) => kind.change(place.id, body, version),
    saved: `The ${kind.one} is saved`,
    onSaved: leave,
    onError: fields.showProblem,
  });
  const save = () => {
    fields.clearProblem();
    const { name, addressLines } = fields.values;
    const lines = addressLines.split("\n").filter((line) => line.trim() !== "");
    if (lines.length > 4 || lines.some((line) => line.length > 80))
      return fields.refuse({ addressLines: complaints.addressLines });
    const body = fields.check(SiteChange, { name, addressLines: lines });
    if (body) edit.save({ name, addressLines: lines }, `"v${place.version}"`);
  };
  return { fields, edit, save, leave };
}

const comparisonOf = (theirs: Place, yours: PlaceChange) => [
  { label: "Name", theirs: theirs.name, yours: yours.name },
  { label: "Address", theirs: theirs.lines.join(", "), yours: (yours.addressLines ?? []).join(", ") },
];
