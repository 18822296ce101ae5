import { type ReactNode, useEffect, useState } from "react";
import type * as z from "zod/mini";
import type { CodeSent } from "../../../../shared/contract/second-step.ts";
import type { CodeChannel } from "../../../../shared/domain/code-channel.ts";
import { rememberCodeSent } from "./pending-sign-in.ts";
import { useSending } from "./use-sending.ts";

interface SentCodeProps {
  readonly channel: CodeChannel;
  readonly sent: z.output<typeof CodeSent> | undefined;
  readonly resend: () => Promise<z.output<typeof CodeSent>>;
  readonly onError: (thrown: unknown) => void;
  /** The form that takes the code. */
  readonly children: ReactNode;
}

const asides = {
  email: "The sender is Gatehouse. No mail after a minute? Look in your spam folder.",
  sms: "The text begins with Gatehouse. No text after a minute? Look whether your phone has a signal. A user manager of your practice helps with a lost or new number: the reset of your second step lets you enter another.",
} as const;

/** Where the code went, the form for it, and a way to have another one once the pause is over. */
export function SentCode({ channel, sent: first, resend, onError, children }: SentCodeProps) {
  const [sent, setSent] = useState(first);
  const [isAgain, setIsAgain] = useState(false);
  const secondsLeft = useSecondsUntil(sent?.resendAt);
  const { isBusy, send } = useSending();
  const sendAgain = () => {
    if (secondsLeft > 0) return;
    send(async () => {
      const newer = await resend();
      setIsAgain(sent !== undefined);
      setSent(newer);
      rememberCodeSent(newer);
    }, onError);
  };
  const another = sent ? "Send another code" : "Send a code";
  return (
    <>
      <Standing channel={channel} sent={sent} isAgain={isAgain} />
      {children}
      <p className="aside">{asides[channel]}</p>
      <button type="button" className="again" onClick={sendAgain} aria-disabled={isBusy || secondsLeft > 0}>
        {secondsLeft > 0 ? `${another} in ${secondsLeft} s` : another}
      </button>
    </>
  );
}

function Standing({ channel, sent, isAgain }: Pick<SentCodeProps, "channel" | "sent"> & { isAgain: boolean }) {
  if (!sent)
    return (
      <p role="status">
        {channel === "sms"
          ? "No code was texted to you yet. Where none can be sent, use another way, or ask a user manager of your practice to reset your second step."
          : "A code is on its way."}
      </p>
    );
  const first = channel === "sms" ? "We texted a code" : "We mailed a code";
  return (
    <p role="status">
      {isAgain ? "A new code is on its way" : first} to <strong>{sent.destination}</strong>.{" "}
      {isAgain && "The earlier code no longer works."}
    </p>
  );
}

function useSecondsUntil(instant: string | undefined): number {
  const [now, setNow] = useState(Date.now);
  const secondsLeft = instant ? Math.max(0, Math.ceil((Date.parse(instant) - now) / 1000)) : 0;
  const isWaiting = secondsLeft > 0;
  useEffect(() => {
    setNow(Date.now());
    if (!instant || !isWaiting) return;
    const ticking = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(ticking);
  }, [instant, isWaiting]);
  return Math.min(secondsLeft, 999);
}
