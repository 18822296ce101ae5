import type * as z from "zod/mini";
import type { UserView } from "./user-view.ts";

/** Moments of the examples. */
export const instants = {
  invited: "2026-11-20T15:04:05.000Z",
  now: "2026-11-21T15:04:05.000Z",
  soon: "2026-11-21T15:14:05.000Z",
  tonight: "2026-11-22T03:04:05.000Z",
  nextWeek: "2026-11-27T15:04:05.000Z",
} as const;

/** Her names. */
export const names = { firstName: "Ada", lastName: "Lindqvist", username: "ada.lindqvist" };
export const addresses = { ada: "ada@sunrise.example", ben: "ben.okafor@sunrise.example" } as const;
/** A security administrator. */
export const ada: z.input<typeof UserView> = {
  ...names,
  userId: "usr_01KAK3M2Q8R7S6T5V4W3X2Y1Z0",
  email: addresses.ada,
  type: "staff",
  roles: ["security-administrator", "user-manager"],
  status: "active",
  registration: "registered",
  secondStep: "totp",
  invitedAt: instants.invited,
  registeredAt: instants.invited,
  lastSignInAt: instants.now,
  departmentId: "dep_01KAK5B7C9D1E3F5G7H9J1K3M5",
  departmentName: "Front desk",
};
/** A member who was invited. */
export const ben: z.input<typeof UserView> = {
  userId: "usr_01KAK5B7C9D1E3F5G7H9J1K3M5",
  email: addresses.ben,
  firstName: "Ben",
  lastName: "Okafor",
  type: "provider",
  roles: ["member"],
  status: "active",
  registration: "invited",
  secondStep: "none",
  invitedAt: instants.now,
  invitation: "delivered",
  invitationId: "inv_01KAK5B7C9D1E3F5G7H9J1K3M5",
  invitationSource: "console",
  invitedBy: "Ada Lindqvist",
  invitationSentAt: instants.now,
  invitationSends: 1,
  invitationFreeAt: instants.soon,
  invitationExpiresAt: instants.nextWeek,
};
