import { type ReactNode, useEffect, useState } from "react";
import type * as z from "zod/mini";
import type { CodeSent } from "../../../../shared/contract/login.ts";
import { rememberCodeSent } from "./pending-sign-in.ts";
import { useSending } from "./use-sending.ts";

interface MailedCodeProps {
  readonly sent: z.output<typeof CodeSent> | undefined;
  readonly resend: () => Promise<z.output<typeof CodeSent>>;
  readonly onError: (thrown: unknown) => void;
  /** The form that takes the code. */
  readonly children: ReactNode;
}

/** Where the code went, the form for it, and a way to have another one once the pause is over. */
export function MailedCode({ sent: first, resend, onError, children }: MailedCodeProps) {
  const [sent, setSent] = useState(first);
  const [isAgain, setIsAgain] = useState(false);
  const secondsLeft = useSecondsUntil(sent?.resendAt);
  const { isBusy, send } = useSending();
  const sendAgain = () => {
    if (secondsLeft > 0) return;
    send(async () => {
      const newer = await resend();
      setSent(newer);
      setIsAgain(true);
      rememberCodeSent(newer);
    }, onError);
  };
  return (
    <>
      <p role="status">
        {isAgain ? "A new code is on its way" : "We mailed a code"}
        {sent && (
          <>
            {" "}
            to <strong>{sent.destination}</strong>
          </>
        )}
        . {isAgain && "The earlier code no longer works."}
      </p>
      {children}
      <p className="aside">The sender is Gatehouse. No mail after a minute? Look in your spam folder.</p>
      <button type="button" className="again" onClick={sendAgain} aria-disabled={isBusy || secondsLeft > 0}>
        {secondsLeft > 0 ? `Send another code in ${secondsLeft} s` : "Send another code"}
      </button>
    </>
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
