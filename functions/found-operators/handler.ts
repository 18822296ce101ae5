import * as z from "zod/mini";
import { emailAddress, text, timeZone } from "../../shared/contract/fields.ts";
import { entry } from "../../shared/telemetry/entry.ts";
import { foundOperators } from "./found-operators.ts";

/** What a cloud engineer passes: the first operator's address, and what the vendor is called. */
const Payload = z.strictObject({
  email: emailAddress,
  name: text(120),
  timeZone: z._default(timeZone, "America/New_York"),
});

/**
 * Called by hand only, with `aws lambda invoke`: no route leads here, and nothing of AWS may call it.
 * @throws Error naming what is wrong with the payload, which holds nothing secret
 */
export const handler = entry("found-operators", async (event: unknown) => {
  const parsed = Payload.safeParse(event);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "payload"}: ${message}`);
    throw new Error(`pass {"email": …, "name": …}: ${wrong.join("; ")}`);
  }
  return foundOperators(parsed.data, new Date());
});
