import { type Application, applicationsOf, mayEnterApplication } from "./application.ts";
import { mayBreakGlass } from "./break-glass.ts";
import { isOfEpcs } from "./epcs.ts";
import type { Permission } from "./permission.ts";
import { policyOf } from "./policy.ts";
import type { Practice } from "./practice.ts";
import type { Role } from "./role.ts";
import type { User } from "./user.ts";
import type { SecondStep } from "./user-status.ts";

/** What makes somebody need a second step: a role that never goes without, what kind of person he is, the application. */
export const needReasons = {
  role: "the role",
  "break-glass": "the right to break the glass",
  epcs: "the part in EPCS",
  audience: "the setting for such people",
  application: "the application",
  address: "having no e-mail address",
} as const satisfies Record<string, string>;
export type NeedReason = keyof typeof needReasons;

/** What the decision is made from. */
export interface NeedFacts {
  /** Who is about to be registered has no id yet. */
  readonly user: Pick<User, "type" | "roles" | "applications" | "secondStep" | "email" | "epcs"> & {
    readonly userId?: string;
  };
  readonly practice: Pick<Practice, "policy" | "breakGlassMarks">;
}

/** Whoever may open doors for others proves himself twice, whatever the policy says. Source: PRODUCT.md A2, I7. */
const neverWithout: readonly Role[] = ["security-administrator", "user-manager", "operator"];

/**
 * Why this person needs a second step in this application; empty when he may do without. Who asks for an application that
 * is not his is judged by the strictest of his own, so that a password alone does not learn which those are.
 * Source: PRODUCT.md I7.
 */
export function secondStepNeeds(facts: NeedFacts, application: Application): NeedReason[] {
  const { user, practice } = facts;
  const { secondStepFor } = policyOf(practice.policy);
  const asked = mayEnterApplication(user, application) ? [application] : applicationsOf(user);
  const needs: NeedReason[] = [];
  if (user.roles.some((role) => neverWithout.includes(role))) needs.push("role");
  if (user.userId !== undefined && mayBreakGlass(practice, user.userId)) needs.push("break-glass");
  if (isOfEpcs(user)) needs.push("epcs");
  if (secondStepFor.types.includes(user.type)) needs.push("audience");
  if (asked.some((name) => secondStepFor.applications.includes(name))) needs.push("application");
  if (user.email === undefined) needs.push("address");
  return needs;
}

/**
 * Whether a sign-in to this application, and every request of its session, asks for a second step: where it is needed, and
 * always of somebody who has set one up. The one decision for sign-in, session check and *what may this person do*.
 */
export function asksSecondStep(facts: NeedFacts, application: Application): boolean {
  return facts.user.secondStep !== "none" || secondStepNeeds(facts, application).length > 0;
}

/** Whether a session opened like this may do what is sensitive: with the password alone, only what is one's own. Source: SECURITY B3. */
export function isProofEnough(secondStep: SecondStep, permission: Permission): boolean {
  return secondStep !== "none" || permission === "profile:own";
}

/** Whether the password is all that stands before some application of this person. Source: PRODUCT.md A6. */
export function mayGoWithout(facts: NeedFacts): boolean {
  return applicationsOf(facts.user).some((application) => !asksSecondStep(facts, application));
}
