import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import LiveRegion from "@cloudscape-design/components/live-region";
import SpaceBetween from "@cloudscape-design/components/space-between";
import TimeInput from "@cloudscape-design/components/time-input";
import { type Weekday, weekdays, windowsPerDay } from "../../../../shared/domain/access-hours.ts";
import { hoursInWords, windowInWords } from "../../../../shared/domain/hours-in-words.ts";
import { titleOfZone } from "../time-zones.ts";
import {
  firstWindow,
  type HoursDraft,
  hoursOfDraft,
  mondayOnWorkingDays,
  presets,
  type WindowDraft,
  windowOf,
} from "./hours-draft.ts";

interface HoursEditorProps {
  readonly draft: HoursDraft;
  readonly onDraft: (draft: HoursDraft) => void;
  readonly timeZone: string;
}

/** The week in seven rows of windows, with what it comes to in words. By keyboard throughout; there is nothing to drag. */
export function HoursEditor({ draft, onDraft, timeZone }: HoursEditorProps) {
  const hours = hoursOfDraft(draft);
  return (
    <SpaceBetween size="s">
      <Box variant="p" color="text-body-secondary">
        Times are in {titleOfZone(timeZone)} (practice time zone). An end before the beginning is on the next day.
      </Box>
      <SpaceBetween direction="horizontal" size="xs">
        {Object.entries(presets).map(([name, preset]) => (
          <Button formAction="none" key={name} onClick={() => onDraft(preset)}>
            {name}
          </Button>
        ))}
        <Button formAction="none" onClick={() => onDraft(mondayOnWorkingDays(draft))}>
          Copy Monday to weekdays
        </Button>
      </SpaceBetween>
      {weekdays.map((day) => (
        <DayRow
          key={day}
          day={day}
          windows={draft[day]}
          onWindows={(windows) => onDraft({ ...draft, [day]: windows })}
        />
      ))}
      <Box variant="p">
        <strong>May be in:</strong> {hours ? hoursInWords(hours) : "some times are not whole yet"}
      </Box>
      <LiveRegion hidden>{hours ? `May be in ${hoursInWords(hours)}` : ""}</LiveRegion>
    </SpaceBetween>
  );
}

interface DayRowProps {
  readonly day: Weekday;
  readonly windows: readonly WindowDraft[];
  readonly onWindows: (windows: readonly WindowDraft[]) => void;
}

function DayRow({ day, windows, onWindows }: DayRowProps) {
  const title = day.charAt(0).toUpperCase() + day.slice(1);
  const change = (index: number, window: WindowDraft) => onWindows(windows.with(index, window));
  return (
    <fieldset className="hours-day" aria-label={title}>
      <Checkbox checked={windows.length > 0} onChange={({ detail }) => onWindows(detail.checked ? [firstWindow] : [])}>
        {title}
      </Checkbox>
      <div className="hours-windows">
        {windows.map((window, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: windows have no name but their place
          <div className="hours-window" key={index}>
            <Clock
              label={`${title} from, window ${index + 1}`}
              value={window.from}
              onValue={(from) => change(index, { ...window, from })}
            />
            <span aria-hidden="true">to</span>
            <Clock
              label={`${title} to, window ${index + 1}`}
              value={window.to}
              onValue={(to) => change(index, { ...window, to })}
            />
            <NextDay window={window} />
            <Button
              formAction="none"
              variant="icon"
              iconName="close"
              ariaLabel={`Remove window ${index + 1} of ${title}`}
              onClick={() => onWindows(windows.toSpliced(index, 1))}
            />
          </div>
        ))}
        {windows.length > 0 && windows.length < windowsPerDay && (
          <Button
            formAction="none"
            variant="inline-link"
            ariaLabel={`Add window on ${title}`}
            onClick={() => onWindows([...windows, { from: "", to: "" }])}
          >
            Add window
          </Button>
        )}
      </div>
    </fieldset>
  );
}

/** "until 06:00 next day" beside a window over midnight. */
function NextDay({ window }: { window: WindowDraft }) {
  const words = windowOf(window) && windowInWords(windowOf(window) ?? { fromMinute: 0, toMinute: 0 });
  const [, end] = words?.endsWith("next day") ? words.split(" until ") : [];
  if (words === "all day") return <Box color="text-body-secondary">all day</Box>;
  return end ? <Box color="text-body-secondary">until {end}</Box> : null;
}

function Clock({ label, value, onValue }: { label: string; value: string; onValue: (value: string) => void }) {
  const isWhole = /^\d\d:\d\d$/.test(value);
  return (
    <TimeInput
      value={value}
      format="hh:mm"
      placeholder="hh:mm"
      ariaLabel={label}
      invalid={!isWhole}
      onChange={({ detail }) => onValue(detail.value)}
    />
  );
}
