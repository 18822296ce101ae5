import { onNewsFromOtherTabs, tellOtherTabs } from "../tabs.ts";

/** When the service last heard of this session, in any tab: from then on it counts the idle minutes. */
let lastHeardAt = Date.now();
const listeners = new Set<() => void>();

function hear(): void {
  lastHeardAt = Date.now();
  for (const listener of listeners) listener();
}

/** To be called after every answer of the service. */
export function noteActivity(): void {
  hear();
  tellOtherTabs("active");
}
export const lastActivity = (): number => lastHeardAt;

/** @returns how to stop listening */
export function onActivity(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
onNewsFromOtherTabs((news) => news === "active" && hear());
