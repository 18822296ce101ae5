import { useRef, useState } from "react";

type Send = (call: () => Promise<void>, onError: (thrown: unknown) => void) => void;

/** Runs one call at a time: a second click while the first is under way does nothing. */
export function useSending(): { readonly isBusy: boolean; readonly send: Send } {
  const [isBusy, setIsBusy] = useState(false);
  const underWay = useRef(false);
  const send: Send = (call, onError) => {
    if (underWay.current) return;
    underWay.current = true;
    setIsBusy(true);
    call()
      .catch(onError)
      .finally(() => {
        underWay.current = false;
        setIsBusy(false);
      });
  };
  return { isBusy, send };
}
