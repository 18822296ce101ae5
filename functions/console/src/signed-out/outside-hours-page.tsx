import { useState } from "react";
import { useSearchParams } from "wouter";
import { hrefOf, returnPathOf } from "../base-address.ts";
import { outsideHoursDetail } from "../outside-hours.ts";
import { Frame } from "./frame.tsx";

/** Shown when access hours ended a session, or refused one after both proofs: when they begin again, and whom to call. */
export function OutsideHoursPage() {
  const [query] = useSearchParams();
  const [detail] = useState(outsideHoursDetail);
  const onward = `/signin?return=${encodeURIComponent(returnPathOf(query.get("return")))}`;
  return (
    <Frame title="Outside of your access hours">
      <p>{detail ?? "Your access hours are over. Sign in again when they begin."}</p>
      <p>Are you needed now? A user manager of your practice can let you in for some hours.</p>
      <p>
        <a className="button primary" href={hrefOf(onward)}>
          Sign in again
        </a>
      </p>
    </Frame>
  );
}
