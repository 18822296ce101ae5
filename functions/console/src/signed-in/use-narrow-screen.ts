import { useSyncExternalStore } from "react";

/** Below this width a table would scroll sideways, so lists become cards. */
const narrow = window.matchMedia("(max-width: 687px)");

const subscribe = (changed: () => void) => {
  narrow.addEventListener("change", changed);
  return () => narrow.removeEventListener("change", changed);
};

export const useNarrowScreen = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
