const standing = { state: "set" as const, setAt: "2026-11-21T15:04:05.000Z", triesLeft: 6 };

/** Examples of the own PIN, and of somebody's as managers see it. */
export const pinExamples = {
  getPin: { reply: standing },
  setPin: { body: { pin: "8305" }, reply: standing },
};
