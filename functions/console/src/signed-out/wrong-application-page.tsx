import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { applications } from "../../../../shared/domain/application.ts";
import { hrefOf } from "../base-address.ts";
import { enteredBefore } from "./entered.ts";
import { Frame } from "./frame.tsx";

/** Both proofs were right, and this console is not granted: says what is. */
export function WrongApplicationPage() {
  const [, navigate] = useLocation();
  const [entered] = useState(enteredBefore);
  const granted = entered?.outcome === "wrong-application" ? entered.applications : undefined;
  useEffect(() => {
    if (!granted) navigate("/signin", { replace: true });
  }, [granted, navigate]);
  if (!granted) return null;
  return (
    <Frame title="You sign in elsewhere">
      <p>Your password and code were right, but this application is not granted to you. Nothing was opened here.</p>
      {granted.length > 0 ? (
        <>
          <p>Sign in there instead, with the same username and password:</p>
          <ul>
            {granted.map((name) => (
              <li key={name}>
                <strong>{applications[name]}</strong>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>No application is granted to you yet.</p>
      )}
      <p>Do you need this one for your work? Ask the user manager of your practice to grant it.</p>
      <p>
        <a className="button" href={hrefOf("/signin")}>
          Sign in with another account
        </a>
      </p>
    </Frame>
  );
}
