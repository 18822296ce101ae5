import { roles } from "../../../../shared/domain/role.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import type { Asked, Choice } from "./choice.ts";
import { Field } from "./field.tsx";
import { SubmitButton } from "./submit-button.tsx";

interface ChoiceFormProps {
  readonly asked: Asked;
  readonly isBusy: boolean;
  readonly choose: (choice: Choice) => void;
}

const complaints = { role: "Choose a role.", siteId: "Choose a site." } as const;

/** Role and site on one page, sent together. */
export function ChoiceForm({ asked, isBusy, choose }: ChoiceFormProps) {
  const { roles: held, sites = [] } = asked;
  const fields = useFormFields({ role: "", siteId: "" }, complaints);
  const form = useFocusOnFault(fields.attempt);
  const send = () => {
    const { siteId } = fields.values;
    const role = held.find((name) => name === fields.values.role);
    const faults = {
      ...(held.length > 0 && !role ? { role: complaints.role } : {}),
      ...(siteId ? {} : { siteId: complaints.siteId }),
    };
    if (Object.keys(faults).length > 0) return fields.refuse(faults);
    choose({ siteId, ...(role ? { role } : {}) });
  };
  return (
    <form ref={form} onSubmit={submitting(send)} noValidate>
      {held.length > 0 && (
        <Field label="Role" error={fields.errors.role}>
          {(tied) => (
            <select
              {...tied}
              value={fields.values.role}
              onChange={({ currentTarget }) => fields.set("role", currentTarget.value)}
            >
              <option value="" disabled>
                Choose a role
              </option>
              {held.map((name) => (
                <option key={name} value={name}>
                  {roles[name].title}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field label="Site" error={fields.errors.siteId}>
        {(tied) => (
          <select
            {...tied}
            value={fields.values.siteId}
            onChange={({ currentTarget }) => fields.set("siteId", currentTarget.value)}
          >
            <option value="" disabled>
              Choose a site
            </option>
            {sites.map(({ siteId, name }) => (
              <option key={siteId} value={siteId}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <SubmitButton text="Sign in" busyText="Signing in" isBusy={isBusy} />
    </form>
  );
}
