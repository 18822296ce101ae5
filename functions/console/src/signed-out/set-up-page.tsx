import { useCallback, useEffect, useState } from "react";
import { useLocation } from "wouter";
import type { SecondStepMethod } from "../../../../shared/domain/code-channel.ts";
import { problemOf } from "../api/problem-error.ts";
import { hrefOf } from "../base-address.ts";
import { Frame } from "./frame.tsx";
import { pendingSignIn } from "./pending-sign-in.ts";
import { SetUpApp } from "./set-up-app.tsx";
import { SetUpEmail } from "./set-up-email.tsx";
import { SetUpSms } from "./set-up-sms.tsx";

type Method = SecondStepMethod;

/** The first sign-in: choose how to verify from now on, and prove it once. */
export function SetUpPage() {
  const [, navigate] = useLocation();
  const [pending] = useState(pendingSignIn);
  const open = pending?.asked.open ?? [];
  const [method, setMethod] = useState<Method | undefined>(open.length === 1 ? open[0] : undefined);
  useEffect(() => {
    if (!pending || pending.asked.enrolled.length > 0) navigate("/signin", { replace: true });
  }, [pending, navigate]);
  const onOver = useCallback(
    (thrown: unknown) => {
      const isOver = ["second-step.expired", "second-step.already-enrolled"].includes(problemOf(thrown).code);
      if (isOver) navigate("/signin?reason=expired");
      return isOver;
    },
    [navigate],
  );
  if (!pending) return null;
  return (
    <Frame title="Set up 2-step verification">
      <p>
        Besides your password, Gatehouse asks for a code at every sign-in, so that a stolen password alone opens
        nothing.
      </p>
      {!method && <MethodChoice open={open} onChosen={setMethod} />}
      {method === "totp" && <SetUpApp onOver={onOver} />}
      {method === "email" && <SetUpEmail onOver={onOver} />}
      {method === "sms" && <SetUpSms onOver={onOver} />}
      <p className="aside">
        {method && open.length > 1 ? (
          <button type="button" className="link" onClick={() => setMethod(undefined)}>
            Choose another way
          </button>
        ) : (
          <a href={hrefOf("/signin")}>Set up later: you are asked again when you sign in</a>
        )}
      </p>
    </Frame>
  );
}

const choices = {
  totp: {
    title: "Authenticator app",
    about: "Safest. Works without a network. Needs a phone or a password manager that shows codes.",
  },
  email: {
    title: "E-mail codes",
    about: "A code is mailed to you at every sign-in. Needs nothing but your mailbox.",
  },
  sms: {
    title: "Codes by SMS",
    about: "A code is texted to you at every sign-in. Needs a mobile number and a signal.",
  },
} as const satisfies Record<Method, { title: string; about: string }>;

function MethodChoice({ open, onChosen }: { open: readonly Method[]; onChosen: (method: Method) => void }) {
  return (
    <ul className="choices" aria-label="Ways to verify">
      {open.map((method) => (
        <li key={method}>
          <button type="button" onClick={() => onChosen(method)}>
            <strong>{choices[method].title}</strong>
            <span>{choices[method].about}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
