import { variable } from "./environment.ts";

/** Whether this installation takes payments: a value of the stage. Without them nobody is shown that plans could be bought. */
export function arePaymentsOn(): boolean {
  return variable("PAYMENTS") !== "none";
}
