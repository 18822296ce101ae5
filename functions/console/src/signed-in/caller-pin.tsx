import Box from "@cloudscape-design/components/box";
import { useQuery } from "@tanstack/react-query";
import { pinStates } from "../../../../shared/domain/pin.ts";
import { users } from "./calls.ts";
import { TextField } from "./text-field.tsx";

const usePinOf = (userId: string) =>
  useQuery({ queryKey: ["users", userId, "pin"], queryFn: () => users.getUserPin({ path: { userId } }) });

/** How somebody's PIN stands, in words. */
export function PinStanding({ userId }: { userId: string }) {
  const { data } = usePinOf(userId);
  return data ? pinStates[data.state] : "Not known yet";
}

interface CallerPinProps {
  readonly userId: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onText: (text: string) => void;
}

/** The PIN that the person on the telephone says, where one can be asked for. */
export function CallerPin({ userId, value, error, onText }: CallerPinProps) {
  const { data } = usePinOf(userId);
  if (data?.state === "none") return <Box variant="p">This person has set no PIN, so none can be asked for.</Box>;
  if (data?.state === "locked")
    return <Box variant="p">The PIN is locked after six wrong tries. The person sets a new one under My profile.</Box>;
  return (
    <TextField
      label="PIN the caller says (optional)"
      description={`It is checked before anything is done. Tries left: ${data?.triesLeft ?? "not known yet"}.`}
      value={value}
      error={error}
      onText={onText}
      input={{ autoComplete: "off", inputMode: "numeric" }}
    />
  );
}

/** What to say when a PIN is not made of 4 to 8 digits. */
export const pinComplaint = "Enter the 4 to 8 digits that the caller says, or nothing.";
