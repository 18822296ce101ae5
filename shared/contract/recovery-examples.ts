/** Examples of the own recovery codes. */
export const recoveryExamples = {
  getRecoveryCodes: { reply: { left: 10, madeAt: "2026-11-21T15:04:05.000Z" } },
  makeRecoveryCodes: { reply: { codes: ["7K3QM-ZT4XA", "0HV9C-E2R8W"], madeAt: "2026-11-21T15:04:05.000Z" } },
};
