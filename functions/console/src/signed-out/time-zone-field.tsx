import { allTimeZones, commonTimeZones, titleOfZone } from "../time-zones.ts";
import { Field } from "./field.tsx";

interface TimeZoneFieldProps {
  readonly value: string;
  readonly onText: (zone: string) => void;
  readonly error?: string | undefined;
}

/** The practice's time zone. The browser's own list is used: it can be searched by typing and works on every phone. */
export function TimeZoneField({ value, onText, error }: TimeZoneFieldProps) {
  return (
    <Field label="Time zone" hint="Sign-in hours and times in reports follow it." error={error}>
      {(tied) => (
        <select {...tied} value={value} onChange={(event) => onText(event.currentTarget.value)}>
          <option value="">Choose a time zone</option>
          <optgroup label="Often used">
            <Zones zones={commonTimeZones} />
          </optgroup>
          <optgroup label="All">
            <Zones zones={allTimeZones.filter((zone) => !commonTimeZones.some((common) => common === zone))} />
          </optgroup>
        </select>
      )}
    </Field>
  );
}

function Zones({ zones }: { zones: readonly string[] }) {
  return zones.map((zone) => (
    <option key={zone} value={zone}>
      {titleOfZone(zone)}
    </option>
  ));
}
