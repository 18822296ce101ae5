import { useSearchParams } from "wouter";
import { hrefOf, returnPathOf } from "../base-address.ts";
import { Frame } from "./frame.tsx";

/** What is shown once a session ended, with the way back to the same page. */
export function SignedOutPage() {
  const [query] = useSearchParams();
  const isIdle = query.get("reason") === "idle";
  if (query.get("reason") === "unreached") return <UnreachedPage />;
  const wanted = query.get("return");
  const onward = wanted ? `/signin?return=${encodeURIComponent(returnPathOf(wanted))}` : "/signin";
  return (
    <Frame title={isIdle ? "Your session has ended" : "You are signed out"}>
      <p>
        {isIdle
          ? "Nothing was done here for a while, so Gatehouse signed you out to protect your practice."
          : "On a shared computer, close the browser too."}
      </p>
      <p>
        <a className="button primary" href={hrefOf(onward)}>
          Sign in again
        </a>
      </p>
    </Frame>
  );
}

/** The sign-out did not reach the server, so that the session may go on: nobody must walk away believing otherwise. */
function UnreachedPage() {
  return (
    <Frame title="You may still be signed in">
      <p>
        Gatehouse could not be reached to end your session. Go back and sign out again, or close the browser; the
        session ends by itself when it is idle.
      </p>
      <p>
        <a className="button primary" href={hrefOf("/")}>
          Go back
        </a>
      </p>
    </Frame>
  );
}
