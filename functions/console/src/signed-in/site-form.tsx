import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useQueryClient } from "@tanstack/react-query";
import type * as z from "zod/mini";
import { SiteChange } from "../../../../shared/contract/sites.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { practices } from "./calls.ts";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { type Site, sitesKey } from "./sites.ts";
import { TextField } from "./text-field.tsx";
import { useEdit } from "./use-edit.ts";

type Change = z.input<typeof SiteChange>;

const complaints = {
  name: "Enter a name, at most 80 characters.",
  addressLines: "At most four lines of 80 characters.",
} as const;

/** Name and address of one site. @param onEnd called when it is saved or given up */
export function SiteForm({ site, onEnd }: { site: Site; onEnd: () => void }) {
  const queries = useQueryClient();
  const path = { siteId: site.siteId };
  const fields = useFormFields({ name: site.name, addressLines: site.addressLines.join("\n") }, complaints);
  const form = useFocusOnFault(fields.attempt);
  const leave = () => {
    void queries.invalidateQueries({ queryKey: sitesKey });
    onEnd();
  };
  const edit = useEdit<Site, Change>({
    queryKey: [...sitesKey, site.siteId],
    read: () => practices.getSite({ path }),
    save: (body, version) => practices.changeSite({ path, body, version }),
    saved: "The site is saved",
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
    if (body) edit.save(body, `"v${site.version}"`);
  };
  return (
    <form ref={form} onSubmit={submitting(save)} noValidate>
      <SpaceBetween size="s">
        {fields.problem && <ProblemAlert thrown={fields.problem} header="The site was not saved" />}
        <TextField
          label="Name of the site"
          value={fields.values.name}
          error={fields.errors.name}
          onText={(text) => fields.set("name", text)}
          input={{ autoComplete: false }}
        />
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
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="primary" formAction="submit" loading={edit.isSaving} loadingText="Saving">
            Save site
          </Button>
          <Button formAction="none" onClick={leave}>
            Leave it as it is
          </Button>
        </SpaceBetween>
      </SpaceBetween>
      <ChangedMeanwhile conflict={edit.conflict} rows={comparisonOf} onTakeTheirs={leave} />
    </form>
  );
}

const comparisonOf = (theirs: Site, yours: Change) => [
  { label: "Name", theirs: theirs.name, yours: yours.name },
  { label: "Address", theirs: theirs.addressLines.join(", "), yours: (yours.addressLines ?? []).join(", ") },
];
