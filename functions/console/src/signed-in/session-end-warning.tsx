import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import LiveRegion from "@cloudscape-design/components/live-region";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useState } from "react";
import { problemOf } from "../api/problem-error.ts";
import { lastActivity, onActivity } from "./activity.ts";
import { login } from "./calls.ts";
import { type Session, signOut, useSession } from "./session.tsx";

const minute = 60_000;
const warnBefore = 2 * minute;

/** When the session ends unless something happens. The service may count up to a minute earlier than we do (last seen). */
function endOf({ idleMinutes, expiresAt }: Session): { at: number; isFinal: boolean } {
  const idleEnd = lastActivity() + (idleMinutes - 1) * minute;
  const finalEnd = Date.parse(expiresAt);
  return finalEnd < idleEnd ? { at: finalEnd, isFinal: true } : { at: idleEnd, isFinal: false };
}

/** Warns two minutes before the session ends, lets it go on, and leaves when the time is over. A tab that slept over it asks the service first. */
export function SessionEndWarning() {
  const session = useSession();
  const { millisecondsLeft, isFinal } = useTimeLeft(session);
  const [isDismissed, setIsDismissed] = useState(false);
  const isNear = millisecondsLeft <= warnBefore;
  const isOver = millisecondsLeft <= 0;
  const hasSlept = millisecondsLeft < -minute;
  useEffect(() => {
    if (isOver) void (hasSlept ? endUnlessOpen() : endSession());
  }, [isOver, hasSlept]);
  if (!isNear || (isFinal && isDismissed)) return null;
  const stay = () => (isFinal ? setIsDismissed(true) : void login.getSession());
  return (
    <Modal
      visible
      header={isFinal ? "Your session ends soon" : "Are you still there?"}
      closeAriaLabel={isFinal ? "Close" : "Stay signed in"}
      onDismiss={stay}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={() => void signOut()}>Sign out</Button>
            <Button variant="primary" onClick={stay}>
              {isFinal ? "Go on" : "Stay signed in"}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <p ref={makeAlertDialog}>
        {isFinal
          ? "A session lasts a working day at most. Finish what you are doing: you then sign in again and come back to this page."
          : "Nothing was done here for a while. To protect your practice, Gatehouse signs you out and brings you back to this page afterwards."}
      </p>
      <TimeLeft milliseconds={millisecondsLeft} />
    </Modal>
  );
}

/** Cloudscape's modal is a plain dialog; this one interrupts. */
function makeAlertDialog(inside: HTMLElement | null): void {
  inside?.closest("[role='dialog']")?.setAttribute("role", "alertdialog");
}

/** Shows the seconds; tells a screen reader the minutes, and the last 20 seconds once. */
function TimeLeft({ milliseconds }: { milliseconds: number }) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const spoken = seconds <= 20 ? "20 seconds left" : `${Math.ceil(seconds / 60)} min left`;
  return (
    <>
      <Box variant="strong">
        <span aria-hidden="true">
          {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, "0")} left
        </span>
      </Box>
      <LiveRegion hidden>{spoken}</LiveRegion>
    </>
  );
}

function useTimeLeft(session: Session): { millisecondsLeft: number; isFinal: boolean } {
  const [end, setEnd] = useState(() => endOf(session));
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const update = () => {
      setEnd(endOf(session));
      setNow(Date.now());
    };
    update();
    return onActivity(update);
  }, [session]);
  useEffect(() => {
    const wait = Math.max(1000, Math.min(end.at - now - warnBefore, 10 * minute));
    const timer = setTimeout(() => setNow(Date.now()), wait);
    return () => clearTimeout(timer);
  }, [end, now]);
  useEffect(() => {
    // Timers stand still while a machine sleeps, and are slow in a tab that nobody sees.
    const wake = () => setNow(Date.now());
    document.addEventListener("visibilitychange", wake);
    window.addEventListener("focus", wake);
    return () => {
      document.removeEventListener("visibilitychange", wake);
      window.removeEventListener("focus", wake);
    };
  }, []);
  return { millisecondsLeft: end.at - now, isFinal: end.isFinal };
}

/** A tab that slept did not hear of the others: whether the session is over, only the service knows. */
async function endUnlessOpen(): Promise<void> {
  try {
    await login.getSession();
  } catch (thrown) {
    // Over: the client leads to the sign-in and back here. Whatever else went wrong, nothing may stay on the screen.
    if (problemOf(thrown).status !== 401) await endSession();
  }
}

/** Ends the session for certain: what is on the screen must not outlast it. Coming back opens the same page. */
const endSession = (): Promise<void> => signOut("timed-out");
