import { entry } from "../../shared/telemetry/entry.ts";
import { keyLinesOf } from "./server-line.ts";
import { takeLine } from "./take-line.ts";

/** Woken by the SFTP server's log with lines about sign-ins, at least once each. */
export const handler = entry("sftp-log", async (event: unknown): Promise<void> => {
  for (const line of keyLinesOf(event)) await takeLine(line);
});
