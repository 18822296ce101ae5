import DateInput from "@cloudscape-design/components/date-input";
import FormField from "@cloudscape-design/components/form-field";
import { useEffect, useState } from "react";
import { dateAfter, momentOf, wallTimeAt } from "../../../../shared/domain/wall-clock.ts";
import type { AuditFilter } from "./audit-filter.ts";
import { FilterChoice } from "./filter-choice.tsx";
import { absoluteTime } from "./moment.tsx";
import { useSession } from "./session.tsx";

/** Choices of usual length, in hours. */
const recent: Readonly<Record<string, { readonly label: string; readonly hours: number }>> = {
  hour: { label: "Last hour", hours: 1 },
  day: { label: "Last 24 hours", hours: 24 },
  week: { label: "Last 7 days", hours: 7 * 24 },
  month: { label: "Last 30 days", hours: 30 * 24 },
};
const between = { value: "between", label: "Between two days" } as const;
const options = [...Object.entries(recent).map(([value, { label }]) => ({ value, label })), between];

interface TimeRangeFilterProps {
  readonly filter: AuditFilter;
  readonly onChange: (range: Pick<AuditFilter, "from" | "to">) => void;
}

/** From when to when: a usual stretch up to now, or whole days by the practice's clock. */
export function TimeRangeFilter({ filter: { from, to }, onChange }: TimeRangeFilterProps) {
  const { timeZone } = useSession();
  const [isBetween, setIsBetween] = useState(to !== undefined);
  useEffect(() => setIsBetween((before) => before && from !== undefined), [from]);
  const choose = (value: string | undefined) => {
    setIsBetween(value === between.value);
    const hours = recent[value ?? ""]?.hours;
    if (hours) onChange({ from: new Date(Date.now() - hours * 3_600_000).toISOString(), to: undefined });
    else if (value === undefined) onChange({ from: undefined, to: undefined });
  };
  const isShownBetween = isBetween || to !== undefined;
  const since = from && `Since ${absoluteTime(from, timeZone)}`;
  return (
    <>
      <FormField label="Time">
        <FilterChoice value={isShownBetween ? between.value : since} options={options} onChosen={choose} />
      </FormField>
      {isShownBetween && <DaysBetween from={from} to={to} timeZone={timeZone} onChange={onChange} />}
    </>
  );
}

type DaysProps = TimeRangeFilterProps["filter"] & {
  readonly timeZone: string;
  readonly onChange: TimeRangeFilterProps["onChange"];
};

/** First and last day; the report is narrowed as soon as both are there and in order. */
function DaysBetween({ from, to, timeZone, onChange }: DaysProps) {
  const [first, setFirst] = useState(from ? wallTimeAt(new Date(from), timeZone).date : "");
  const [last, setLast] = useState(to ? wallTimeAt(new Date(to), timeZone).date : "");
  const take = (days: readonly [first: string, last: string]) => {
    setFirst(days[0]);
    setLast(days[1]);
    if (!days.every(isDay) || days[0] > days[1]) return;
    const end = momentOf(dateAfter(days[1], 1), 0, timeZone).getTime() - 1;
    onChange({ from: momentOf(days[0], 0, timeZone).toISOString(), to: new Date(end).toISOString() });
  };
  const isBackward = isDay(first) && isDay(last) && first > last;
  return (
    <>
      <FormField label="First day" constraintText="Such as 2026/03/31.">
        <DateInput value={first} placeholder="YYYY/MM/DD" onChange={({ detail }) => take([detail.value, last])} />
      </FormField>
      <FormField label="Last day" errorText={isBackward && "The last day comes before the first."}>
        <DateInput value={last} placeholder="YYYY/MM/DD" onChange={({ detail }) => take([first, detail.value])} />
      </FormField>
    </>
  );
}

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
