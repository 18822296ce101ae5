import { pinExamples } from "./pin-examples.ts";

/** Examples of why somebody is locked, and how his PIN stands. */
export const lockExamples = {
  getUserPin: pinExamples.getPin,
  getUserLock: {
    reply: {
      isLocked: true,
      lockedUntil: "2026-11-21T15:14:05.000Z",
      isDisabledUntilReset: false,
      passwordTries: 7,
      isLockedElsewhere: true,
      knownBrowsers: [{ tries: 2, isLocked: false }],
      codeTries: 0,
      failuresInARow: 9,
      tries: [
        {
          at: "2026-11-21T15:04:05.000Z",
          reason: "wrong",
          address: "203.0.113.7",
          application: "administration" as const,
        },
      ],
    },
  },
};
