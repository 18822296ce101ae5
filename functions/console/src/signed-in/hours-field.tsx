import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Checkbox from "@cloudscape-design/components/checkbox";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { HoursDraft } from "./hours-draft.ts";
import { HoursEditor } from "./hours-editor.tsx";

export interface HoursFieldProps {
  readonly isLimited: boolean;
  readonly setIsLimited: (isLimited: boolean) => void;
  readonly draft: HoursDraft;
  readonly setDraft: (draft: HoursDraft) => void;
  readonly timeZone: string;
  readonly error: string | undefined;
}

/** At any time, or at certain ones, by the practice's clock. */
export function HoursField({ isLimited, setIsLimited, draft, setDraft, timeZone, error }: HoursFieldProps) {
  return (
    // No FormField: it would name every clock in it "Access hours".
    <fieldset className="plain" aria-label="Access hours">
      <SpaceBetween size="s">
        <Box variant="awsui-key-label">Access hours</Box>
        <Checkbox checked={isLimited} onChange={({ detail }) => setIsLimited(detail.checked)}>
          Only at certain times
        </Checkbox>
        {isLimited && <HoursEditor draft={draft} onDraft={setDraft} timeZone={timeZone} />}
        {error && <Alert type="error">{error}</Alert>}
      </SpaceBetween>
    </fieldset>
  );
}
