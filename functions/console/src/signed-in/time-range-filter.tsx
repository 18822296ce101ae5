import DateRangePicker, { type DateRangePickerProps } from "@cloudscape-design/components/date-range-picker";
import type { AuditFilter } from "./audit-filter.ts";
import { useSession } from "./session.tsx";

const recent = [
  { key: "hour", amount: 1, unit: "hour", type: "relative" },
  { key: "day", amount: 24, unit: "hour", type: "relative" },
  { key: "week", amount: 7, unit: "day", type: "relative" },
  { key: "month", amount: 30, unit: "day", type: "relative" },
] as const satisfies readonly DateRangePickerProps.RelativeOption[];
const milliseconds = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

interface TimeRangeFilterProps {
  readonly filter: AuditFilter;
  readonly onChange: (range: Pick<AuditFilter, "from" | "to">) => void;
}

/** From when to when. Days and hours are the practice's. */
export function TimeRangeFilter({ filter: { from, to }, onChange }: TimeRangeFilterProps) {
  const { timeZone } = useSession();
  const choose = (value: DateRangePickerProps.Value | null) => {
    if (!value) return onChange({ from: undefined, to: undefined });
    if (value.type === "absolute") return onChange({ from: inUtc(value.startDate), to: inUtc(value.endDate) });
    onChange({ from: new Date(Date.now() - lengthOf(value)).toISOString(), to: undefined });
  };
  return (
    <DateRangePicker
      value={from ? { type: "absolute", startDate: from, endDate: to ?? new Date().toISOString() } : null}
      onChange={({ detail }) => choose(detail.value)}
      relativeOptions={recent}
      isValidRange={validityOf}
      getTimeOffset={(date) => offsetMinutes(date, timeZone)}
      placeholder="Any time"
      ariaLabel="Time"
      hideTimeOffset
      absoluteFormat="long-localized"
    />
  );
}

const inUtc = (text: string): string => new Date(text).toISOString();

const lengthOf = ({ amount, unit }: DateRangePickerProps.RelativeValue): number =>
  amount * (unit in milliseconds ? milliseconds[unit as keyof typeof milliseconds] : milliseconds.day);

function validityOf(value: DateRangePickerProps.Value | null): DateRangePickerProps.ValidationResult {
  if (value?.type === "absolute" && !(value.startDate && value.endDate))
    return { valid: false, errorMessage: "Choose the first and the last day." };
  if (value?.type === "absolute" && value.startDate > value.endDate)
    return { valid: false, errorMessage: "The first day must not come after the last." };
  return { valid: true };
}

/** Minutes that the zone is ahead of UTC at that moment. */
function offsetMinutes(date: Date, timeZone: string): number {
  const name = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" })
    .formatToParts(date)
    .find(({ type }) => type === "timeZoneName")?.value;
  const [, sign, hours = "0", minutes = "0"] = /GMT([+-])(\d+):(\d+)/.exec(name ?? "") ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
