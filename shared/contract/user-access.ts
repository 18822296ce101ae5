import * as z from "zod/mini";
import { mostClosures } from "../domain/access-hours.ts";
import { applicationNames } from "../domain/application.ts";
import { epcsMarkNames } from "../domain/epcs.ts";
import { type Permission, permissions } from "../domain/permission.ts";
import { roleNames } from "../domain/role.ts";
import { type NeedReason, needReasons } from "../domain/second-step-need.ts";
import { mostSitesOfUser } from "../domain/site.ts";
import { secondSteps } from "../domain/user-status.ts";
import { AccessHoursField } from "./access-hours-field.ts";
import { date, instant, siteId, text } from "./fields.ts";
import { NamedSite } from "./named-site.ts";
import type { RouteTable } from "./route.ts";

/** Dates on which no window begins. */
export const Closures = z.array(z.strictObject({ date, name: text(60) })).check(
  z.maxLength(mostClosures),
  z.refine((closures) => new Set(closures.map((closure) => closure.date)).size === closures.length, {
    message: "must name each date once",
  }),
);

/** When a user may be in and what he may open, as it is set. Left out: no expiry, no hours. */
export const AccessView = z.object({
  expiresAt: z.optional(instant),
  accessHours: z.optional(AccessHoursField),
  hours: z.string(),
  timeZone: z.string(),
  onCallUntil: z.optional(instant),
  accessSetBy: z.optional(z.string()),
  applications: z.array(z.enum(applicationNames)),
  /** What the practice uses, so that it may be granted. */
  grantable: z.array(z.enum(applicationNames)),
  /** Where he may work; empty: at every site of the practice, those to come too. */
  siteIds: z.array(z.string()),
  /** The practice's open sites, by name. */
  sites: z.array(NamedSite),
});
/** The whole of it: what is left out is taken away. */
export const AccessChange = z.strictObject({
  expiresAt: z.optional(instant),
  accessHours: z.optional(AccessHoursField),
  applications: z.array(z.enum(applicationNames)).check(z.minLength(1), z.maxLength(applicationNames.length)),
  /** None: every site of the practice, those to come too. */
  siteIds: z.optional(z.array(siteId).check(z.maxLength(mostSitesOfUser))),
  reason: text(200),
});
/** What a user may do at this moment, and why. */
export const PermissionsView = z.object({
  permissions: z.array(
    z.object({
      permission: z.enum(Object.keys(permissions) as [Permission, ...Permission[]]),
      words: z.string(),
      givenBy: z.array(z.enum(roleNames)),
    }),
  ),
  applications: z.array(z.enum(applicationNames)),
  secondSteps: z.array(
    z.object({
      application: z.enum(applicationNames),
      isAsked: z.boolean(),
      because: z.array(z.enum(Object.keys(needReasons) as [NeedReason, ...NeedReason[]])),
    }),
  ),
  /** Where he may work now; all of the practice's unless some were named for him. */
  sites: z.array(NamedSite),
  isLimitedToSites: z.boolean(),
  barrier: z.optional(z.enum(["not-active", "expired", "address", "outside-hours"])),
  hours: z.string(),
  timeZone: z.string(),
  accessEndsAt: z.optional(instant),
  nextWindowAt: z.optional(instant),
  expiresAt: z.optional(instant),
  onCallUntil: z.optional(instant),
  lockedUntil: z.optional(instant),
  /** Whether the person was chosen to break the glass. */
  mayBreakGlass: z.boolean(),
  /** EPCS: where he was designated, and his marks; `because`: why one is out of force. */
  epcs: z.object({
    designatedAt: z.array(z.string()),
    marks: z.array(z.object({ mark: z.enum(epcsMarkNames), place: z.string(), because: z.optional(z.string()) })),
  }),
  secondStep: z.enum(Object.keys(secondSteps) as [keyof typeof secondSteps, ...(keyof typeof secondSteps)[]]),
});

const editing = ["user.not-found", "user.own-account", "user.may-do-more"] as const;

/** Expiry, hours and applications of a user; part of the users workflow. */
export const accessRoutes = {
  getAccess: {
    method: "GET",
    path: "/users/{userId}/access",
    access: "users:read",
    summary: "Read when a user may be in and what he may open",
    reply: AccessView,
    refusals: ["user.not-found"],
    versioned: true,
  },
  editAccess: {
    method: "PUT",
    path: "/users/{userId}/access",
    access: "users:edit-access",
    summary: "Set when a user may be in and what he may open",
    body: AccessChange,
    reply: AccessView,
    audit: ["user.access-changed"],
    refusals: [
      ...editing,
      "user.last-administrator",
      "user.application-unused",
      "user.site-unknown",
      "break-glass.no-applications",
    ],
    versioned: true,
  },
  extendOnCall: {
    method: "POST",
    path: "/users/{userId}/on-call",
    access: "users:edit-access",
    summary: "Let a user in beyond the hours until a moment",
    body: z.strictObject({ until: instant, reason: text(200) }),
    reply: AccessView,
    audit: ["user.on-call-extended"],
    refusals: [...editing, "user.no-hours", "user.on-call-too-long", "request.changed-meanwhile"],
    idempotent: true,
  },
  getPermissions: {
    method: "GET",
    path: "/users/{userId}/permissions",
    access: "users:read",
    summary: "Read what a user may do now, and why",
    reply: PermissionsView,
    refusals: ["user.not-found"],
  },
} as const satisfies RouteTable;
