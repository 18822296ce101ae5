import { useEffect, useState } from "react";
import { type ProblemError, problemOf } from "../api/problem-error.ts";
import { ProblemAlert } from "./alert.tsx";

/** What a mailed link opens, or why it could not be looked up. */
export type LookedUp<Found> = { readonly found: Found } | { readonly problem: ProblemError };

/**
 * Asks what the link with this token opens; undefined while nobody knows. Also how to say that it is over since.
 * @param ask the same function at every drawing
 */
export function useLinkLookUp<Found>(
  token: string,
  ask: (token: string) => Promise<Found>,
): readonly [LookedUp<Found> | undefined, (problem: ProblemError) => void] {
  const [looked, setLooked] = useState<LookedUp<Found>>();
  useEffect(() => {
    let isCurrent = true;
    setLooked(undefined);
    void ask(token)
      .then((found): LookedUp<Found> => ({ found }))
      .catch((thrown): LookedUp<Found> => ({ problem: problemOf(thrown) }))
      .then((answer) => isCurrent && setLooked(answer));
    return () => {
      isCurrent = false;
    };
  }, [token, ask]);
  return [looked, (problem) => setLooked({ problem })];
}

/** Why a link could not be looked up, though nothing is wrong with it. */
export const LookUpFailed = ({ problem }: { problem: ProblemError }) => (
  <>
    <ProblemAlert problem={problem} />
    <p>
      <button type="button" onClick={() => window.location.reload()}>
        Try again
      </button>
    </p>
  </>
);
