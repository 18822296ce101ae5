import Button, { type ButtonProps } from "@cloudscape-design/components/button";
import { useEffect, useState } from "react";
import { fullName, type User } from "./user-standing.tsx";

interface ResendProps {
  readonly user: User;
  readonly isSending: boolean;
  readonly onSend: () => void;
  readonly variant?: ButtonProps.Variant;
}

/** Sends an invitation again. While the service would refuse it, the button says when it is free. */
export function ResendButton({ user, isSending, onSend, variant = "normal" }: ResendProps) {
  const seconds = useSecondsUntil(user.invitationFreeAt);
  const isFree = seconds <= 0;
  const text = isFree ? "Send again" : `Send again in ${waitInWords(seconds)}`;
  return (
    <Button
      variant={variant}
      disabled={!isFree}
      loading={isSending}
      ariaLabel={`${text}: ${fullName(user)}`}
      onClick={onSend}
    >
      {text}
    </Button>
  );
}

/** "9:05" within the hour, "3 h" beyond. */
export function waitInWords(seconds: number): string {
  if (seconds >= 3600) return `${Math.ceil(seconds / 3600)} h`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function useSecondsUntil(moment: string | undefined): number {
  const left = () => (moment ? Math.ceil((Date.parse(moment) - Date.now()) / 1000) : 0);
  const [seconds, setSeconds] = useState(left);
  const isOver = seconds <= 0;
  useEffect(() => {
    const tick = () => setSeconds(moment ? Math.ceil((Date.parse(moment) - Date.now()) / 1000) : 0);
    tick();
    if (isOver) return;
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [moment, isOver]);
  return seconds;
}
