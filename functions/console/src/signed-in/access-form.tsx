import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import DateInput from "@cloudscape-design/components/date-input";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type Application, applications } from "../../../../shared/domain/application.ts";
import { hoursInWords } from "../../../../shared/domain/hours-in-words.ts";
import type { Versioned } from "../api/client.ts";
import { useFocusOnFault } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { type Access, titlesOf } from "./access.ts";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import { HoursField } from "./hours-field.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { SitesField, sitesInWords } from "./sites-field.tsx";
import { TextField } from "./text-field.tsx";
import { type Change, lastDayOf, useAccessForm } from "./use-access-form.ts";

type AccessFields = ReturnType<typeof useAccessForm>;

/** Expiry, hours, applications and sites in one form; saving asks for a reason, which the audit log keeps. */
export function AccessForm({ userId, read }: { userId: string; read: Versioned<Access> }) {
  const access = useAccessForm(userId, read);
  const { fields, edit, save, sites, setSites } = access;
  const form = useFocusOnFault(fields.attempt);
  const chooseSites = (siteIds: readonly string[] | undefined) => {
    fields.set("siteIds", "");
    setSites(siteIds);
  };
  const { grantable, applications: granted, timeZone, sites: open } = read.value;
  return (
    <form ref={form} onSubmit={submitting(save)} noValidate>
      <Form
        actions={
          <Button variant="primary" formAction="submit" loading={edit.isSaving} loadingText="Saving">
            Save access
          </Button>
        }
      >
        <Container header={<Header variant="h2">Access</Header>}>
          <SpaceBetween size="l">
            {fields.problem && <ProblemAlert thrown={fields.problem} header="The access was not saved" />}
            <LastDay {...access} />
            <HoursField {...access} timeZone={timeZone} error={fields.errors.hours} />
            <Grants {...access} shown={[...new Set([...grantable, ...granted])]} />
            {open.length > 0 && (
              <SitesField sites={open} chosen={sites} onChosen={chooseSites} error={fields.errors.siteIds} />
            )}
            <TextField
              label="Reason"
              description="The audit log keeps it."
              value={fields.values.reason}
              error={fields.errors.reason}
              onText={(text) => fields.set("reason", text)}
              input={{ autoComplete: false }}
            />
          </SpaceBetween>
        </Container>
      </Form>
      <ChangedMeanwhile conflict={edit.conflict} rows={comparisonOf} onTakeTheirs={() => undefined} />
    </form>
  );
}

function LastDay({ fields }: Pick<AccessFields, "fields">) {
  return (
    <FormField
      label={
        <>
          Last day <i>- optional</i>
        </>
      }
      description="The account ends with this day, by the practice's clock."
      constraintText="Year, month and day, such as 2027/03/31."
      errorText={fields.errors.lastDay}
    >
      <DateInput
        value={fields.values.lastDay}
        placeholder="YYYY/MM/DD"
        onChange={({ detail }) => fields.set("lastDay", detail.value)}
      />
    </FormField>
  );
}

function Grants({ fields, granted, setGranted, shown }: AccessFields & { shown: readonly Application[] }) {
  const toggle = (name: Application, isChecked: boolean) =>
    setGranted(isChecked ? [...granted, name] : granted.filter((other) => other !== name));
  return (
    <FormField
      label="Applications"
      description="Which of the practice's applications may be entered."
      errorText={fields.errors.applications}
    >
      <SpaceBetween size="xs">
        {shown.map((name) => (
          <Checkbox key={name} checked={granted.includes(name)} onChange={({ detail }) => toggle(name, detail.checked)}>
            {applications[name]}
          </Checkbox>
        ))}
      </SpaceBetween>
    </FormField>
  );
}

const comparisonOf = (theirs: Access, yours: Change) => [
  { label: "Last day", theirs: lastDayOf(theirs), yours: lastDayOf({ ...yours, timeZone: theirs.timeZone }) },
  { label: "Access hours", theirs: theirs.hours, yours: hoursInWords(yours.accessHours) },
  {
    label: "Sites",
    theirs: sitesInWords(theirs.siteIds, theirs.sites),
    yours: sitesInWords(yours.siteIds ?? [], theirs.sites),
  },
  { label: "Applications", theirs: titlesOf(theirs.applications), yours: titlesOf(yours.applications) },
];
