import * as z from "zod/mini";
import { applicationNames } from "../domain/application.ts";
import { breakGlassRoutes } from "./break-glass.ts";
import { companyChange, companyView } from "./company.ts";
import { departmentRoutes } from "./departments.ts";
import { epcsRoutes } from "./epcs.ts";
import { emailAddress, npi, personName, text, timeZone, username } from "./fields.ts";
import { pharmacyRoutes } from "./pharmacies.ts";
import { PolicyChange, PolicyEffects, PolicySettings, PolicyView } from "./policy.ts";
import type { RouteTable } from "./route.ts";
import { siteRoutes } from "./sites.ts";
import { Closures } from "./user-access.ts";

export const checklistItems = [
  "applications",
  "npi",
  "second-step",
  "department",
  "colleague",
  "second-administrator",
] as const;

/** The practice as its own people see it. */
export const PracticeView = z.object({
  practiceId: z.string(),
  name: z.string(),
  timeZone: z.string(),
  npi: z.optional(z.string()),
  ...companyView,
  applications: z.array(z.enum(applicationNames)),
  closures: z.array(z.object({ date: z.string(), name: z.string() })),
  checklist: z.array(z.object({ item: z.enum(checklistItems), isDone: z.boolean() })),
});
/** Only `company` is required; the rest can be finished later from the checklist (P1). */
export const SignUp = z.strictObject({
  company: z.strictObject({ name: text(120), email: emailAddress, timeZone, npi: z.optional(npi) }),
  applications: z.optional(z.array(z.enum(applicationNames)).check(z.maxLength(applicationNames.length))),
  login: z.optional(
    z.strictObject({
      firstName: z.optional(personName),
      lastName: z.optional(personName),
      username: z.optional(username),
    }),
  ),
});
export const PracticeChange = z
  .strictObject({
    name: z.optional(text(120)),
    timeZone: z.optional(timeZone),
    npi: z.optional(npi),
    ...companyChange,
    applications: z.optional(z.array(z.enum(applicationNames)).check(z.maxLength(applicationNames.length))),
    closures: z.optional(Closures),
  })
  .check(z.refine((change) => Object.keys(change).length > 0, { message: "must change something" }));

export const practiceRoutes = {
  signUp: {
    method: "POST",
    path: "/practices",
    access: "public",
    summary: "Sign a practice up; a link to confirm the address is mailed",
    body: SignUp,
    reply: z.object({ outcome: z.literal("confirm-address") }),
    status: 202,
    audit: ["practice.signed-up"],
    refusals: ["request.too-many"],
    idempotent: true,
  },
  getPractice: {
    method: "GET",
    path: "/practice",
    access: "practice:read",
    summary: "Read the own practice and what is left to set up",
    reply: PracticeView,
    versioned: true,
  },
  updatePractice: {
    method: "PATCH",
    path: "/practice",
    access: "practice:edit",
    summary: "Change the own practice's settings",
    body: PracticeChange,
    reply: PracticeView,
    audit: ["practice.changed"],
    refusals: ["practice.own-hours", "practice.npi-twice"],
    versioned: true,
  },
  getPolicy: {
    method: "GET",
    path: "/practice/policy",
    access: "practice:read",
    summary: "Read the security policy of the own practice",
    reply: PolicyView,
    versioned: true,
  },
  replacePolicy: {
    method: "PUT",
    path: "/practice/policy",
    access: "policy:edit",
    summary: "Change the security policy; to weaken it takes a reason",
    body: PolicyChange,
    reply: PolicyView,
    audit: ["policy.changed", "policy.weakened"],
    refusals: ["policy.reason-required", "policy.address-excludes-you", "policy.sms-not-offered"],
    versioned: true,
    stepUp: true,
  },
  foreseePolicy: {
    method: "POST",
    path: "/practice/policy/effect",
    access: "policy:edit",
    summary: "See what a security policy would change before it is saved",
    body: z.strictObject({ policy: PolicySettings }),
    reply: PolicyEffects,
  },
  ...siteRoutes,
  ...departmentRoutes,
  ...pharmacyRoutes,
  ...breakGlassRoutes,
  ...epcsRoutes,
} as const satisfies RouteTable;
