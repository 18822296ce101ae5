import * as z from "zod/mini";
import { pin, text } from "./fields.ts";

/** How the caller was verified, in words. */
const inWords = text(300).check(z.minLength(10));

/** How a manager knows who asks for help: by the PIN that the caller spoke, which stands nowhere else, or in his own words. */
export const IdentityCheck = z.strictObject({ reason: z.optional(inWords), pin: z.optional(pin) }).check(
  z.refine((body) => body.reason !== undefined || body.pin !== undefined, {
    message: "must say how you know who is asking, where no PIN is given",
    path: ["reason"],
  }),
  z.refine((body) => body.pin === undefined || !body.reason?.includes(body.pin), {
    message: "must not hold the PIN",
    path: ["reason"],
  }),
);
