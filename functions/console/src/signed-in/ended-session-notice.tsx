import { useEffect } from "react";
import { takeEndedSession } from "../ended-session.ts";
import { relativeTime } from "./moment.tsx";
import { useNotices } from "./notices.tsx";

/** Tells once that the oldest of five sessions had to give way to this one. */
export function EndedSessionNotice() {
  const { tell } = useNotices();
  useEffect(() => {
    const ended = takeEndedSession();
    if (!ended) return;
    const device = `${ended.browser} on ${ended.system}, last used ${relativeTime(ended.lastSeenAt)}`;
    tell("Your oldest session has ended", `Five are the most. It was ${device}.`);
  }, [tell]);
  return null;
}
