const key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const proof = { password: "Lantern-over-7-rivers", method: "totp", code: "482913" } as const;
const changed = { outcome: "set-up", csrfToken: "Zk81mB3qk8vTn2uWzYc5eR" } as const;

/** Examples of the step-up and of the routes of the own second step. */
export const ownSecondStepExamples = {
  stepUp: { body: proof, reply: { ...changed, outcome: "stepped-up", steppedUpAt: "2026-11-21T15:04:05.000Z" } },
  getSecondStep: {
    reply: { method: "totp", setUpAt: "2026-11-21T15:04:05.000Z", isNeeded: true, mayTakeEmailCodes: false },
  },
  startNewApp: {
    body: proof,
    reply: { secret: key, otpauthUri: `otpauth://totp/Gatehouse:ada.lindqvist?secret=${key}&issuer=Gatehouse` },
  },
  confirmNewApp: { body: { code: "719204" }, reply: changed },
  takeEmailCodes: { body: proof, reply: changed },
} as const;
