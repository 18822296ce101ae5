import { entry } from "../../shared/telemetry/entry.ts";
import { mailEventOf } from "./mail-event.ts";
import { takeEvent } from "./take-event.ts";

/** Woken by EventBridge with what SES tells of our letters, at least once each and in any order. */
export const handler = entry("mail-events", async (event: unknown): Promise<void> => {
  const told = mailEventOf(event);
  if (told) await takeEvent(told, new Date());
});
