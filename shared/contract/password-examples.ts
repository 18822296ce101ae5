import type * as z from "zod/mini";
import type { PasswordRules } from "./passwords.ts";

const token =
  "33ab029d08ed.prc_01KAK3M2Q8R7S6T5V4W3X2Y1Z0~usr_01KAK3M2Q8R7S6T5V4W3X2Y1Z0.1.tqP3mY0bX1sK9dV7cR5eW2uA8fH6jL4nZ0yG1pQ3oI";
const username = "ada.lindqvist";
const practiceName = "Sunrise Family Practice";
const newPassword = "Copper-dove-5-meadow";

/** The rules of one person's new password. */
export const rulesExample: z.input<typeof PasswordRules> = {
  minLength: 12,
  needsComposition: true,
  words: [practiceName, "1234567893", username, "Ada", "Lindqvist", "ada@sunrise.example"],
};

/** What the routes of a new password take and answer. */
export const passwordExamples = {
  requestPasswordReset: { body: { identifier: username }, reply: { outcome: "look-in-mailbox" } },
  lookUpPasswordReset: {
    body: { token },
    reply: { username, practiceName, rules: rulesExample, expiresAt: "2026-11-21T16:04:05.000Z" },
  },
  confirmPasswordReset: { body: { token, password: newPassword }, reply: { outcome: "password-set" } },
  changePassword: {
    body: { currentPassword: "Lantern-over-7-rivers", newPassword },
    reply: { outcome: "password-set", csrfToken: "Jx0mB3qk8vTn2uWzYc5eRg" },
  },
} as const;
