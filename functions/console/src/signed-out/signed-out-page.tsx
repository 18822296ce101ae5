import { useSearchParams } from "wouter";
import { hrefOf, returnPathOf } from "../base-address.ts";
import { Frame } from "./frame.tsx";

/** What is shown once a session ended, with the way back to the same page. */
export function SignedOutPage() {
  const [query] = useSearchParams();
  const isIdle = query.get("reason") === "idle";
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
