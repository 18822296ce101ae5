import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import * as z from "zod/mini";
import { PracticeChange, type PracticeView } from "../../../../shared/contract/practices.ts";
import { type Application, applicationNames, applications } from "../../../../shared/domain/application.ts";
import type { Versioned } from "../api/client.ts";
import { typedOrNothing, useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { allTimeZones, titleOfZone } from "../time-zones.ts";
import { practices } from "./calls.ts";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import {
  CompanyFields,
  companyComplaints,
  companyInWords,
  companyOf,
  companyTextsOf,
  faultsOfCompany,
} from "./company-fields.tsx";
import { DraftTexts, useDraft, useKept } from "./draft.ts";
import { ProblemAlert } from "./problem-alert.tsx";
import { TextField } from "./text-field.tsx";
import { useEdit } from "./use-edit.ts";

type Practice = z.output<typeof PracticeView>;
type Change = z.input<typeof PracticeChange>;

const Applications = z.array(z.enum(applicationNames));
const complaints = {
  name: "Enter the practice's name, at most 120 characters.",
  timeZone: "Choose the practice's time zone.",
  npi: "An NPI has 10 digits, and its last digit checks the others.",
  ...companyComplaints,
} as const;

/** Name, zone, NPI and applications of the practice. */
export function PracticeForm({ practice: read }: { practice: Versioned<Practice> }) {
  const [chosen, setChosen, forgetChosen] = useKept("practice-applications", Applications, read.value.applications);
  const { isSoleProprietor: isSole } = read.value;
  const [isSoleProprietor, setSoleProprietor, forgetSole] = useKept("practice-sole", z.boolean(), isSole);
  const draft = useDraft("practice", DraftTexts);
  const fields = useFormFields(textsOf(read.value), complaints, draft);
  const form = useFocusOnFault(fields.attempt);
  const edit = useEdit<Practice, Change>({
    queryKey: ["practice"],
    read: practices.getPractice,
    save: (body, version) => practices.updatePractice({ body, version }),
    saved: "The practice's settings are saved",
    onSaved: () => {
      draft.drop();
      forgetChosen();
      forgetSole();
    },
    onError: fields.showProblem,
  });
  const save = () => {
    fields.clearProblem();
    const { name, timeZone, npi } = fields.values;
    const faults = faultsOfCompany(fields.values);
    if (Object.keys(faults).length > 0) return fields.refuse(faults);
    const company = { ...companyOf(fields.values), isSoleProprietor };
    const typed = { ...company, name, timeZone, npi: typedOrNothing(npi), applications: [...chosen] };
    const body = fields.check(PracticeChange, typed);
    if (body) edit.save(body, read.version);
  };
  const takeTheirs = (theirs: Practice) => {
    for (const [name, text] of Object.entries(textsOf(theirs)))
      if (name in complaints) fields.set(name as "name", text);
    setChosen([...theirs.applications]);
    setSoleProprietor(theirs.isSoleProprietor);
  };
  return (
    <form ref={form} onSubmit={submitting(save)} noValidate>
      <Form
        actions={
          <Button variant="primary" formAction="submit" loading={edit.isSaving} loadingText="Saving">
            Save settings
          </Button>
        }
      >
        <Container>
          <SpaceBetween size="l">
            {fields.problem && <ProblemAlert thrown={fields.problem} header="The settings were not saved" />}
            <NameFields {...fields} />
            <CompanyFields {...fields} {...{ isSoleProprietor, setSoleProprietor }} />
            <ApplicationsField chosen={chosen} onChosen={(names) => setChosen([...names])} />
          </SpaceBetween>
        </Container>
      </Form>
      <ChangedMeanwhile conflict={edit.conflict} rows={comparisonOf} onTakeTheirs={takeTheirs} />
    </form>
  );
}

type Texts = ReturnType<typeof textsOf>;
const textsOf = (practice: Practice) => {
  const { name, timeZone, npi = "" } = practice;
  return { name, timeZone, npi, ...companyTextsOf(practice) };
};

function NameFields({
  values,
  errors,
  set,
}: Pick<ReturnType<typeof useFormFields<Texts>>, "values" | "errors" | "set">) {
  return (
    <SpaceBetween size="l">
      <TextField
        label="Practice name"
        value={values.name}
        error={errors.name}
        onText={(text) => set("name", text)}
        input={{ autoComplete: "organization" }}
      />
      <FormField
        label="Time zone"
        description="Sign-in hours and times in reports follow it."
        errorText={errors.timeZone}
      >
        <Select
          selectedOption={{ value: values.timeZone, label: titleOfZone(values.timeZone) }}
          options={allTimeZones.map((zone) => ({ value: zone, label: titleOfZone(zone) }))}
          filteringType="auto"
          filteringPlaceholder="Find a time zone"
          filteringAriaLabel="Find a time zone"
          virtualScroll
          onChange={({ detail }) => set("timeZone", detail.selectedOption.value ?? "")}
        />
      </FormField>
      <TextField
        label={
          <>
            Organisation NPI <i>- optional</i>
          </>
        }
        description="10 digits, type 2, or a sole proprietor's type 1."
        value={values.npi}
        error={errors.npi}
        onText={(text) => set("npi", text)}
        input={{ inputMode: "numeric" }}
      />
    </SpaceBetween>
  );
}

interface ApplicationsFieldProps {
  readonly chosen: readonly Application[];
  readonly onChosen: (chosen: readonly Application[]) => void;
}

function ApplicationsField({ chosen, onChosen }: ApplicationsFieldProps) {
  return (
    <FormField label="Applications" description="What your people open besides this console.">
      <SpaceBetween size="xs">
        {applicationNames
          .filter((name) => name !== "administration")
          .map((name) => (
            <Checkbox
              key={name}
              checked={chosen.includes(name)}
              onChange={({ detail }) =>
                onChosen(detail.checked ? [...chosen, name] : chosen.filter((other) => other !== name))
              }
            >
              {applications[name]}
            </Checkbox>
          ))}
      </SpaceBetween>
    </FormField>
  );
}

const comparisonOf = (theirs: Practice, yours: Change) => [
  { label: "Name", theirs: theirs.name, yours: yours.name },
  { label: "Time zone", theirs: titleOfZone(theirs.timeZone), yours: titleOfZone(yours.timeZone ?? "") },
  { label: "NPI", theirs: theirs.npi, yours: yours.npi },
  ...companyInWords(theirs).map(({ label, value }, at) => ({
    ...{ label, theirs: value, yours: companyInWords(yours)[at]?.value },
  })),
  { label: "Applications", theirs: titlesOf(theirs.applications), yours: titlesOf(yours.applications ?? []) },
];
const titlesOf = (names: readonly Application[]): string => names.map((name) => applications[name]).join(", ");
