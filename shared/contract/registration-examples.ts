const token =
  "33ab029d08ed.prc_01KAK3M2Q8R7S6T5V4W3X2Y1Z0~inv_01KAK5B7C9D1E3F5G7H9J1K3M5.1.tqP3mY0bX1sK9dV7cR5eW2uA8fH6jL4nZ0yG1pQ3oI";

/** What the routes of a registration take and answer. */
export const registrationExamples = {
  lookUpRegistration: {
    body: { token },
    reply: {
      state: "open",
      kind: "member",
      practiceName: "Sunrise Family Practice",
      email: "ben.okafor@sunrise.example",
      firstName: "Ben",
      lastName: "Okafor",
      passwordMinLength: 12,
      passwordComposition: true,
      needsSecondStep: true,
      expiresAt: "2026-11-27T15:04:05.000Z",
    },
  },
  sendNewLink: { body: { token }, reply: { outcome: "look-in-mailbox" } },
  register: {
    body: {
      token,
      username: "ben.okafor",
      firstName: "Ben",
      lastName: "Okafor",
      password: "Lantern-over-7-rivers",
    },
    reply: { outcome: "registered", username: "ben.okafor" },
  },
} as const;
