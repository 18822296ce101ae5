import type { SecondStepMethod } from "../../../shared/domain/code-channel.ts";

/** What a button says that changes to another way of verifying. */
export const wayLabels = {
  totp: "Use the authenticator app",
  email: "Use a code by e-mail",
  sms: "Use a code by text message",
} as const satisfies Record<SecondStepMethod, string>;
