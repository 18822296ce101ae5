import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import DateInput from "@cloudscape-design/components/date-input";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type * as z from "zod/mini";
import { PracticeChange, type PracticeView } from "../../../../shared/contract/practices.ts";
import { type Closure, mostClosures } from "../../../../shared/domain/access-hours.ts";
import { wallTimeAt } from "../../../../shared/domain/wall-clock.ts";
import type { Versioned } from "../api/client.ts";
import { useFocusOnFault, useFormFields } from "../form-fields.ts";
import { submitting } from "../submitting.ts";
import { titleOfZone } from "../time-zones.ts";
import { practices } from "./calls.ts";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { TextField } from "./text-field.tsx";
import { useEdit } from "./use-edit.ts";

type Practice = z.output<typeof PracticeView>;
type Change = z.input<typeof PracticeChange>;

const complaints = {
  date: "Enter a date that is not in the list, such as 2026/12/25.",
  name: "Enter what the day is called, at most 60 characters.",
  closures: `At most ${mostClosures} dates. Remove those that are past.`,
} as const;

/** Dates on which the practice is closed: no access hours begin then. Each change is saved at once. */
export function ClosuresSection({ practice, mayEdit }: { practice: Versioned<Practice>; mayEdit: boolean }) {
  const { timeZone, closures } = practice.value;
  const sorted = closures.toSorted((one, other) => (one.date < other.date ? -1 : 1));
  const fields = useFormFields({ date: "", name: "", closures: "" }, complaints);
  const form = useFocusOnFault(fields.attempt);
  const edit = useEdit<Practice, Change>({
    queryKey: ["practice"],
    read: practices.getPractice,
    save: (body, version) => practices.updatePractice({ body, version }),
    saved: "The closures are saved",
    onError: fields.showProblem,
  });
  const save = (wanted: readonly Closure[]) => {
    fields.clearProblem();
    const body = fields.check(PracticeChange, { closures: wanted });
    if (body) edit.save(body, practice.version);
    return body !== undefined;
  };
  const add = () => {
    const { date, name } = fields.values;
    const isTaken = closures.some((closure) => closure.date === date);
    if (isTaken || Number.isNaN(Date.parse(date))) return fields.refuse({ date: complaints.date });
    if (!save([...closures, { date, name }])) return;
    fields.set("date", "");
    fields.set("name", "");
  };
  const description = `Access hours do not begin on these dates, by the practice's clock (${titleOfZone(timeZone)}).`;
  return (
    <Container
      header={
        <Header variant="h2" description={description}>
          Closures
        </Header>
      }
    >
      <SpaceBetween size="l">
        {fields.problem && <ProblemAlert thrown={fields.problem} header="The closures were not saved" />}
        {sorted.length === 0 && <Box variant="p">No closure yet.</Box>}
        <ul className="sessions" aria-label="Closures">
          {sorted.map((closure) => (
            <li key={closure.date}>
              <ClosureLine
                closure={closure}
                timeZone={timeZone}
                onRemove={mayEdit ? () => save(closures.filter(({ date }) => date !== closure.date)) : undefined}
              />
            </li>
          ))}
        </ul>
        {mayEdit && (
          <form ref={form} onSubmit={submitting(add)} noValidate>
            <AddFields {...fields} isSaving={edit.isSaving} />
          </form>
        )}
      </SpaceBetween>
      <ChangedMeanwhile conflict={edit.conflict} rows={comparisonOf} onTakeTheirs={() => undefined} />
    </Container>
  );
}

type Fields = ReturnType<typeof useFormFields<{ date: string; name: string; closures: string }>>;

function AddFields({
  values,
  errors,
  set,
  isSaving,
}: Pick<Fields, "values" | "errors" | "set"> & { isSaving: boolean }) {
  return (
    <SpaceBetween size="s">
      <FormField
        label="Closed on"
        constraintText="Year, month and day, such as 2026/12/25."
        errorText={errors.date ?? errors.closures}
      >
        <DateInput value={values.date} placeholder="YYYY/MM/DD" onChange={({ detail }) => set("date", detail.value)} />
      </FormField>
      <TextField
        label="What the day is called"
        value={values.name}
        error={errors.name}
        onText={(text) => set("name", text)}
        input={{ autoComplete: false, placeholder: "Christmas Day" }}
      />
      <Button formAction="submit" loading={isSaving} loadingText="Saving">
        Add closure
      </Button>
    </SpaceBetween>
  );
}

interface ClosureLineProps {
  readonly closure: Closure;
  readonly timeZone: string;
  /** Absent for who may only read. */
  readonly onRemove: (() => void) | undefined;
}

function ClosureLine({ closure, timeZone, onRemove }: ClosureLineProps) {
  const isPast = closure.date < wallTimeAt(new Date(), timeZone).date;
  return (
    <div className="session">
      <div>
        <Box variant="strong">{closure.name}</Box>
        <Box variant="p" color="text-body-secondary">
          <time dateTime={closure.date}>{dayInWords(closure.date)}</time>
          {isPast && ", past"}
        </Box>
      </div>
      {onRemove && (
        <Button onClick={onRemove} ariaLabel={`Remove ${closure.name}, ${dayInWords(closure.date)}`}>
          Remove
        </Button>
      )}
    </div>
  );
}

/** "Friday, December 25, 2026": a date of the calendar is the same in every zone. */
function dayInWords(date: string): string {
  return new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
}

const inWords = (closures: readonly Closure[]): string =>
  closures.map(({ date, name }) => `${date} ${name}`).join(", ");
const comparisonOf = (theirs: Practice, yours: Change) => [
  { label: "Closures", theirs: inWords(theirs.closures), yours: inWords(yours.closures ?? []) },
];
