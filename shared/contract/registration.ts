import * as z from "zod/mini";
import { personName, secretText, token, username } from "./fields.ts";
import type { RouteTable } from "./route.ts";

/** What the holder of a link may know before registering. */
export const RegistrationView = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("open"),
    kind: z.enum(["founder", "member"]),
    practiceName: z.string(),
    email: z.string(),
    username: z.optional(z.string()),
    firstName: z.optional(z.string()),
    lastName: z.optional(z.string()),
    passwordMinLength: z.number(),
    passwordComposition: z.boolean(),
    /** Whether the first sign-in, which follows, sets a second step up. */
    needsSecondStep: z.boolean(),
    expiresAt: z.string(),
  }),
  z.object({ state: z.literal("registered"), practiceName: z.string() }),
  z.object({ state: z.literal("expired"), practiceName: z.string() }),
]);
export const Registration = z.strictObject({
  token,
  username,
  firstName: personName,
  lastName: personName,
  password: secretText(256),
});

export const registrationRoutes = {
  sendNewLink: {
    method: "POST",
    path: "/registrations/new-link",
    access: "public",
    summary: "Mail a new link to the address that an expired invitation went to",
    body: z.strictObject({ token }),
    reply: z.object({ outcome: z.literal("look-in-mailbox") }),
    status: 202,
    audit: ["invitation.new-link-asked"],
    refusals: ["request.too-many"],
    idempotent: true,
  },
  lookUpRegistration: {
    method: "POST",
    path: "/registrations/lookup",
    access: "public",
    summary: "Show what a registration link stands for; consumes nothing",
    body: z.strictObject({ token }),
    reply: RegistrationView,
    refusals: ["invitation.link-invalid", "request.too-many"],
  },
  register: {
    method: "POST",
    path: "/registrations",
    access: "public",
    summary: "Register with a link: name, username and password",
    body: Registration,
    reply: z.object({ outcome: z.literal("registered"), username: z.string() }),
    status: 201,
    audit: ["practice.opened", "user.registered", "user.registration-started", "colleague.registered"],
    refusals: [
      "invitation.link-invalid",
      "invitation.expired",
      "invitation.used",
      "password.refused",
      "user.username-taken",
      "request.too-many",
    ],
    idempotent: true,
  },
} as const satisfies RouteTable;
