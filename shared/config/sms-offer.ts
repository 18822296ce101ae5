import { variable } from "./environment.ts";

/** Whether this installation sends texts at all: a value of the stage, off until the account may text to anybody. */
export function isSmsOffered(): boolean {
  return variable("SMS_CODES") === "on";
}
