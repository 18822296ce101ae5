import type * as z from "zod/mini";
import type { CodeSent } from "./second-step.ts";

const texted: z.input<typeof CodeSent> = {
  method: "sms",
  destination: "•••• 4711",
  resendAt: "2026-11-21T15:04:35.000Z",
  expiresAt: "2026-11-21T15:14:05.000Z",
};
const mailed: z.input<typeof CodeSent> = { ...texted, method: "email", destination: "a***@s***.example" };
const ownPhone = { phone: "•••• 4711", confirmedAt: "2026-11-21T15:04:05.000Z", mayTakeCodes: true };

/** What the routes that send codes, and those of the own phone number, take and answer. */
export const codeExamples = {
  resendCode: { body: {}, reply: mailed },
  startEmailCodes: { reply: mailed },
  sendStepUpCode: { body: { method: "email" as const }, reply: mailed },
  startSmsCodes: { body: { phone: "+13125554711" }, reply: texted },
  getPhone: { reply: ownPhone },
  startPhone: { body: { phone: "+13125554711" }, reply: texted },
  confirmPhone: { body: { code: "48291370" }, reply: ownPhone },
  removePhone: {},
};
