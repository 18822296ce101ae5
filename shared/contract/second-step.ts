import * as z from "zod/mini";
import { codeChannels, type SecondStepMethod } from "../domain/code-channel.ts";
import { instant } from "./fields.ts";

export const secondStepMethods = ["totp", "email", "sms"] as const satisfies readonly SecondStepMethod[];
/** A recovery code stands in for any of them, once. */
export const signInMethods = [...secondStepMethods, "recovery"] as const;

/** How a code went, where to, masked, and when another may be asked for. */
export const CodeSent = z.object({
  method: z.enum(codeChannels),
  destination: z.string(),
  resendAt: instant,
  expiresAt: instant,
});
