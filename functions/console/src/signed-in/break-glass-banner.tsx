import Button from "@cloudscape-design/components/button";
import Flashbar from "@cloudscape-design/components/flashbar";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useIntention } from "../intention.ts";
import { practices } from "./calls.ts";
import { clockTime } from "./moment.tsx";
import { useNotices } from "./notices.tsx";
import { sessionKey, useSession } from "./session.tsx";

/** Stands on every page while the emergency role runs: how long it still does, and the way to end it. */
export function BreakGlassBanner() {
  const { breakGlass } = useSession();
  return breakGlass?.until ? <Running until={breakGlass.until} /> : null;
}

function Running({ until }: { until: string }) {
  const { timeZone } = useSession();
  const { end, isEnding } = useEnding(until);
  const minutes = useMinutesLeft(until);
  return (
    <Flashbar
      items={[
        {
          id: "break-glass",
          type: "warning",
          header: `Emergency access: ${minutes} min left, until ${clockTime(until, timeZone)}`,
          content: "All you do is recorded as done under it, and reviewed by a security administrator afterwards.",
          action: (
            <Button loading={isEnding} loadingText="Ending" onClick={end}>
              End emergency access
            </Button>
          ),
        },
      ]}
    />
  );
}

function useEnding(until: string) {
  const queries = useQueryClient();
  const { tell, complain } = useNotices();
  const intention = useIntention();
  const { mutate, isPending } = useMutation({
    mutationFn: () => practices.endBreakGlass({ intention: intention.keyFor(until) }),
    onSuccess: () => {
      tell("Your emergency access has ended", "All security administrators are asked by mail to review it.");
      // What may no longer be seen is not asked for again: the session alone says what is drawn.
      return queries.invalidateQueries({ queryKey: sessionKey });
    },
    onError: (thrown) => complain("The emergency access could not be ended", thrown),
  });
  return { end: () => mutate(), isEnding: isPending };
}

/** Counts the minutes down, and asks the service at the end what is allowed then. */
function useMinutesLeft(until: string): number {
  const queries = useQueryClient();
  const [now, setNow] = useState(Date.now);
  const left = Date.parse(until) - now;
  useEffect(() => {
    const wait = left > 0 ? Math.min(15_000, left + 50) : 2_147_483_647;
    if (left <= 0) void queries.invalidateQueries({ queryKey: sessionKey });
    const timer = setTimeout(() => setNow(Date.now()), wait);
    return () => clearTimeout(timer);
  }, [left, queries]);
  return Math.max(0, Math.ceil(left / 60_000));
}
