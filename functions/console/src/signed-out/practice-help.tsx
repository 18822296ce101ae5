import { useState } from "react";
import { useLocation } from "wouter";
import { problemOf } from "../api/problem-error.ts";
import { login } from "./calls.ts";

/** Pages behind the right password; on all others nobody is named. */
const behindPassword = ["/signin/code", "/signin/setup-2step", "/signin/choice", "/signin/new-password"];

/** Names the managers of the practice to who gave the right password, when he asks for them. */
export function PracticeHelp() {
  const [location] = useLocation();
  const [shown, setShown] = useState<string>();
  if (!behindPassword.includes(location)) return null;
  const show = () => {
    setShown("Looking them up");
    login
      .getSignInHelp()
      .then(({ practiceName, managers }) =>
        setShown(`At ${practiceName}: ${new Intl.ListFormat("en").format(managers)}`),
      )
      .catch((thrown) => setShown(problemOf(thrown).detail));
  };
  return (
    <>
      {!shown && (
        <button type="button" className="link" onClick={show}>
          Show the managers of my practice
        </button>
      )}
      <p role="status">{shown}</p>
    </>
  );
}
