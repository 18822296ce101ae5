import Flashbar from "@cloudscape-design/components/flashbar";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { clockTime } from "./moment.tsx";
import { sessionKey, useSession } from "./session.tsx";

const minute = 60_000;
const warnBefore = 10 * minute;

/**
 * Warns ten minutes before access hours or the account end, and asks the service at that moment: it answers with a later end
 * where somebody extended them, and else ends the session.
 */
export function AccessEndWarning() {
  const { accessEndsAt, timeZone } = useSession();
  const [dismissed, setDismissed] = useState<string>();
  const left = useMillisecondsUntil(accessEndsAt);
  const queries = useQueryClient();
  const isOver = left !== undefined && left <= 0;
  useEffect(() => {
    if (isOver) void queries.invalidateQueries({ queryKey: sessionKey });
  }, [isOver, queries]);
  const isNear = left !== undefined && left <= warnBefore;
  if (!accessEndsAt || !isNear || dismissed === accessEndsAt) return null;
  return (
    <Flashbar
      items={[
        {
          id: "access-end",
          type: "warning",
          header: `Your access hours end at ${clockTime(accessEndsAt, timeZone)}`,
          content: "Save what you are doing. If you are needed longer, ask a user manager to extend them.",
          ariaRole: "alert",
          dismissible: true,
          dismissLabel: "Dismiss the message",
          onDismiss: () => setDismissed(accessEndsAt),
        },
      ]}
    />
  );
}

/** Looks at the clock when it matters: ten minutes before, and at the moment itself. */
function useMillisecondsUntil(instant: string | undefined): number | undefined {
  const [now, setNow] = useState(Date.now);
  const left = instant === undefined ? undefined : Date.parse(instant) - now;
  useEffect(() => {
    setNow(Date.now());
    if (!instant) return;
    const untilEnd = Date.parse(instant) - Date.now();
    const waits = [untilEnd - warnBefore, untilEnd + 500].filter((wait) => wait > 0 && wait < 2 ** 31);
    const timers = waits.map((wait) => setTimeout(() => setNow(Date.now()), wait));
    return () => timers.forEach(clearTimeout);
  }, [instant]);
  return left;
}
