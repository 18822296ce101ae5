import * as z from "zod/mini";
import { instant, newPin, nothing, personName } from "./fields.ts";
import { ownEmailRoutes } from "./own-email.ts";
import { PinView } from "./pin.ts";
import type { RouteTable } from "./route.ts";
import { UserView } from "./user-view.ts";

export const ProfileChange = z
  .strictObject({ firstName: z.optional(personName), lastName: z.optional(personName) })
  .check(z.refine((change) => Object.keys(change).length > 0, { message: "must change something" }));

/** Ten codes, each good for one sign-in in place of the second step. Shown this once. */
export const NewRecoveryCodes = z.object({ codes: z.array(z.string()), madeAt: instant });
/** How many codes of the set are left; `madeAt` is absent when none was ever made. */
export const RecoveryCodesLeft = z.object({ left: z.number(), madeAt: z.optional(instant) });
/** One place where the person is signed in. `isCurrent` is the session that asks. */
export const OwnSession = z.object({
  sessionId: z.string(),
  browser: z.string(),
  system: z.string(),
  address: z.string(),
  startedAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
  isCurrent: z.boolean(),
  isNewBrowser: z.boolean(),
});

export const profileRoutes = {
  ...ownEmailRoutes,
  getProfile: {
    method: "GET",
    path: "/profile",
    access: "profile:own",
    summary: "Read the own profile",
    reply: UserView,
    versioned: true,
  },
  updateProfile: {
    method: "PATCH",
    path: "/profile",
    access: "profile:own",
    summary: "Change the own name",
    body: ProfileChange,
    reply: UserView,
    audit: ["user.profile-changed"],
    versioned: true,
  },
  getRecoveryCodes: {
    method: "GET",
    path: "/recovery-codes",
    access: "profile:own",
    summary: "Read how many of the own recovery codes are left",
    reply: RecoveryCodesLeft,
  },
  makeRecoveryCodes: {
    method: "POST",
    path: "/recovery-codes",
    access: "profile:own",
    summary: "Make ten recovery codes, shown once; earlier ones stop working",
    reply: NewRecoveryCodes,
    status: 201,
    audit: ["recovery-codes.made"],
    refusals: ["second-step.unavailable"],
    stepUp: true,
    idempotent: true,
    secretReply: true,
  },
  getPin: {
    method: "GET",
    path: "/pin",
    access: "profile:own",
    summary: "Read whether the own PIN is set, and whether it is locked",
    reply: PinView,
  },
  setPin: {
    method: "PUT",
    path: "/pin",
    access: "profile:own",
    summary: "Set the own PIN, or a new one in its place; this ends its lock",
    body: z.strictObject({ pin: newPin }),
    reply: PinView,
    audit: ["pin.set"],
    stepUp: true,
    idempotent: true,
  },
  listSessions: {
    method: "GET",
    path: "/sessions",
    access: "profile:own",
    summary: "List where the person is signed in, newest first",
    reply: z.object({ items: z.array(OwnSession) }),
  },
  endSession: {
    method: "DELETE",
    path: "/sessions/{sessionId}",
    access: "profile:own",
    summary: "End one of the own sessions",
    reply: nothing,
    status: 204,
    audit: ["session.ended"],
    refusals: ["session.not-found"],
  },
  endOtherSessions: {
    method: "POST",
    path: "/sessions/end-others",
    access: "profile:own",
    summary: "End every own session but this one",
    reply: z.object({ ended: z.number() }),
    audit: ["session.ended"],
    idempotent: true,
  },
} as const satisfies RouteTable;
