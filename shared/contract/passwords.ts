import * as z from "zod/mini";
import { instant, secretText, token } from "./fields.ts";
import type { RouteTable } from "./route.ts";

/** What a new password is checked against, so that a page can say so while one types. */
export const PasswordRules = z.object({
  minLength: z.number(),
  needsComposition: z.boolean(),
  /** The practice's name and number, and the person's own names and address: none of them may be in it. */
  words: z.array(z.string()),
});
/** The second step was right, but this password is not good for a session any more. */
export const NewPasswordAsked = z.object({ outcome: z.literal("new-password"), rules: PasswordRules });

/** What a new password may be refused with, by whichever way. */
export const newPasswordRefusals = ["password.refused", "password.being-changed", "request.too-many"] as const;

/** Routes by which a password changes; part of the login workflow. */
export const passwordRoutes = {
  requestPasswordReset: {
    method: "POST",
    path: "/password-resets",
    access: "public",
    summary: "Ask for a link to a new password by mail; the answer is the same whoever asks",
    body: z.strictObject({ identifier: z.string().check(z.trim(), z.minLength(1), z.maxLength(254)) }),
    reply: z.object({ outcome: z.literal("look-in-mailbox") }),
    status: 202,
    audit: ["password.reset-asked"],
    refusals: ["request.too-many"],
  },
  lookUpPasswordReset: {
    method: "POST",
    path: "/password-resets/lookup",
    access: "public",
    summary: "Show whose new password a link sets, and by which rules; consumes nothing",
    body: z.strictObject({ token }),
    reply: z.object({ username: z.string(), practiceName: z.string(), rules: PasswordRules, expiresAt: instant }),
    refusals: ["password-reset.link-invalid", "request.too-many"],
  },
  confirmPasswordReset: {
    method: "POST",
    path: "/password-resets/confirm",
    access: "public",
    summary: "Set a new password with a mailed link; every session ends, the second step stays",
    body: z.strictObject({ token, password: secretText(256) }),
    reply: z.object({ outcome: z.literal("password-set") }),
    audit: ["password.change-started", "password.reset"],
    refusals: ["password-reset.link-invalid", ...newPasswordRefusals],
    idempotent: true,
  },
  changePassword: {
    method: "POST",
    path: "/profile/password",
    access: "profile:own",
    summary: "Change the own password with the current one; every other session ends",
    body: z.strictObject({ currentPassword: secretText(256), newPassword: secretText(256) }),
    reply: z.object({ outcome: z.literal("password-set"), csrfToken: z.string() }),
    audit: ["sign-in.attempted", "sign-in.refused", "user.locked", "password.change-started", "password.changed"],
    refusals: ["password.current-refused", ...newPasswordRefusals],
    idempotent: true,
    secretReply: true,
  },
} as const satisfies RouteTable;
