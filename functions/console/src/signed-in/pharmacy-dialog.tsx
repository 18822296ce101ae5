import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type * as z from "zod/mini";
import { NewPharmacy } from "../../../../shared/contract/pharmacies.ts";
import { typedOrNothing, useFocusOnFault, useFormFields } from "../form-fields.ts";
import { useIntention } from "../intention.ts";
import { submitting } from "../submitting.ts";
import { practices } from "./calls.ts";
import { useNotices } from "./notices.tsx";
import { type Pharmacy, pharmaciesKey } from "./pharmacies.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { TextField } from "./text-field.tsx";

const complaints = {
  name: "Enter a name, at most 80 characters.",
  ncpdpId: "An NCPDP id has 7 digits.",
  phone: "Enter a phone number with its country, such as +1 312 555 0147, or leave it empty.",
  addressLines: "At most four lines of 80 characters.",
} as const;

interface PharmacyDialogProps {
  /** Undefined: a new one. */
  readonly pharmacy: Pharmacy | undefined;
  readonly onEnd: () => void;
}

/** Adds a favourite pharmacy, or changes one; its NCPDP id stays. */
export function PharmacyDialog({ pharmacy, onEnd }: PharmacyDialogProps) {
  const { fields, save, isPending } = usePharmacyForm({ pharmacy, onEnd });
  const form = useFocusOnFault(fields.attempt);
  return (
    <Modal
      visible
      header={pharmacy ? `Edit ${pharmacy.name}` : "Add a favourite pharmacy"}
      closeAriaLabel="Close"
      onDismiss={onEnd}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onEnd}>Cancel</Button>
            <Button variant="primary" loading={isPending} loadingText="Saving" onClick={save}>
              Save pharmacy
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form ref={form} onSubmit={submitting(save)} noValidate>
        <SpaceBetween size="l">
          {fields.problem && <ProblemAlert thrown={fields.problem} header="The pharmacy was not saved" />}
          <TextField
            label="Name of the pharmacy"
            value={fields.values.name}
            error={fields.errors.name}
            onText={(text) => fields.set("name", text)}
            input={{ autoComplete: false }}
          />
          <TextField
            label="NCPDP id"
            description="7 digits, once known as the NABP number."
            value={fields.values.ncpdpId}
            error={fields.errors.ncpdpId}
            onText={(text) => fields.set("ncpdpId", text)}
            input={{ inputMode: "numeric", autoComplete: false, disabled: pharmacy !== undefined }}
          />
          <TextField
            label={
              <>
                Phone <i>- optional</i>
              </>
            }
            value={fields.values.phone}
            error={fields.errors.phone}
            onText={(text) => fields.set("phone", text)}
            input={{ inputMode: "tel", autoComplete: false }}
          />
          <FormField
            label={
              <>
                Address of the pharmacy <i>- optional</i>
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
        </SpaceBetween>
      </form>
    </Modal>
  );
}

function usePharmacyForm({ pharmacy, onEnd }: PharmacyDialogProps) {
  const { tell } = useNotices();
  const queries = useQueryClient();
  const intention = useIntention();
  const { name = "", ncpdpId = "", phone = "", addressLines = [] } = pharmacy ?? {};
  const fields = useFormFields({ name, ncpdpId, phone, addressLines: addressLines.join("\n") }, complaints);
  const { mutate, isPending } = useMutation({
    mutationFn: async (body: z.input<typeof NewPharmacy>) => {
      const { ncpdpId: id, ...details } = body;
      if (!pharmacy) return practices.addPharmacy({ body, intention: intention.keyFor(body) });
      const version = `"v${pharmacy.version}"`;
      return (await practices.replacePharmacy({ path: { ncpdpId: id }, body: details, version })).value;
    },
    onSuccess: (saved) => {
      tell(`The pharmacy ${saved.name} is saved`);
      onEnd();
    },
    onError: fields.showProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: pharmaciesKey }),
  });
  const save = () => {
    fields.clearProblem();
    const { values } = fields;
    const lines = values.addressLines.split("\n").filter((line) => line.trim() !== "");
    if (lines.length > 4 || lines.some((line) => line.length > 80))
      return fields.refuse({ addressLines: complaints.addressLines });
    const typedPhone = typedOrNothing(values.phone);
    const typed = { ncpdpId: values.ncpdpId, name: values.name, ...(typedPhone ? { phone: typedPhone } : {}) };
    const body = fields.check(NewPharmacy, { ...typed, addressLines: lines });
    if (body && !isPending) mutate(body);
  };
  return { fields, save, isPending };
}
