import { useCallback, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { problemOf } from "../api/problem-error.ts";
import { hrefOf } from "../base-address.ts";
import { Frame } from "./frame.tsx";
import { pendingSignIn } from "./pending-sign-in.ts";
import { SetUpApp } from "./set-up-app.tsx";
import { SetUpEmail } from "./set-up-email.tsx";

type Method = "totp" | "email";

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
      {!method && <MethodChoice onChosen={setMethod} />}
      {method === "totp" && <SetUpApp onOver={onOver} />}
      {method === "email" && <SetUpEmail onOver={onOver} />}
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

function MethodChoice({ onChosen }: { onChosen: (method: Method) => void }) {
  return (
    <ul className="choices" aria-label="Ways to verify">
      <li>
        <button type="button" onClick={() => onChosen("totp")}>
          <strong>Authenticator app</strong>
          <span>Safest. Works without a network. Needs a phone or a password manager that shows codes.</span>
        </button>
      </li>
      <li>
        <button type="button" onClick={() => onChosen("email")}>
          <strong>E-mail codes</strong>
          <span>A code is mailed to you at every sign-in. Needs nothing but your mailbox.</span>
        </button>
      </li>
    </ul>
  );
}
