import { leaveFor } from "./base-address.ts";

const storageKey = "gatehouse.outside-hours";

/** Leads to the page that says when the access hours begin again; what it says passes from one bundle to the other here. */
export function leaveForOutsideHours(detail: string, returnPath: string): void {
  sessionStorage.setItem(storageKey, detail);
  leaveFor(`/outside-hours?return=${encodeURIComponent(returnPath)}`);
}

/** What the service said, if this tab was told it. */
export const outsideHoursDetail = (): string | undefined => sessionStorage.getItem(storageKey) ?? undefined;
