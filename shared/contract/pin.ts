import * as z from "zod/mini";
import { type PinState, pinStates } from "../domain/pin.ts";
import { instant } from "./fields.ts";

/** How a PIN stands, never the PIN. `setAt` and `triesLeft` are absent when none is set. */
export const PinView = z.object({
  state: z.enum(Object.keys(pinStates) as [PinState, ...PinState[]]),
  setAt: z.optional(instant),
  triesLeft: z.optional(z.number()),
});
