import { nextWindow } from "./access-hours.ts";
import { type Application, applicationsOf } from "./application.ts";
import { type AccountBarrier, accessEndsAt, barrierToAccount, type EntryFacts, hoursOf } from "./entry.ts";
import { hoursInWords } from "./hours-in-words.ts";
import type { Permission } from "./permission.ts";
import type { Practice } from "./practice.ts";
import { permissionsIn, rolesGiving } from "./practice-permissions.ts";
import type { Role } from "./role.ts";
import { asksSecondStep, type NeedReason, secondStepNeeds } from "./second-step-need.ts";
import { isLimitedToSites, type NamedSite, sitesOf } from "./site.ts";
import type { User } from "./user.ts";

/** What a person may do, and why: the same decisions that let him in, laid side by side. Source: PRODUCT.md U13. */
export interface EffectiveAccess {
  /** Each permission with the roles that give it. */
  readonly permissions: readonly { readonly permission: Permission; readonly givenBy: readonly Role[] }[];
  readonly applications: readonly Application[];
  /** For each of them, whether it asks for a second step, and what demands it; nothing does where only the person set one up. */
  readonly secondSteps: readonly {
    readonly application: Application;
    readonly isAsked: boolean;
    readonly because: readonly NeedReason[];
  }[];
  /** Where he may work now, and whether that is because sites were named for him. */
  readonly sites: readonly NamedSite[];
  readonly isLimitedToSites: boolean;
  /** What keeps the person out at this moment, apart from a lock. */
  readonly barrier: AccountBarrier | undefined;
  readonly hours: string;
  /** When an open account closes by itself, and when hours that are over begin again. */
  readonly accessEndsAt: Date | undefined;
  readonly nextWindowAt: Date | undefined;
}

/** Reads the very functions that enforce; whoever changes one of them changes this. */
export function effectiveAccess(
  facts: Omit<EntryFacts, "session"> & {
    readonly user: Pick<User, "roles" | "applications" | "type" | "secondStep">;
    readonly practice: Pick<Practice, "isVendor">;
  },
  now: Date,
): EffectiveAccess {
  const { user } = facts;
  const barrier = barrierToAccount(facts, now);
  return {
    permissions: [...permissionsIn(facts.practice, user.roles)].map((permission) => ({
      permission,
      givenBy: rolesGiving(facts.practice, user.roles, permission),
    })),
    applications: applicationsOf(user),
    secondSteps: applicationsOf(user).map((application) => ({
      application,
      isAsked: asksSecondStep(facts, application),
      because: secondStepNeeds(facts, application),
    })),
    sites: sitesOf(user, facts.practice),
    isLimitedToSites: isLimitedToSites(user),
    barrier,
    hours: hoursInWords(user.accessHours),
    accessEndsAt: barrier === undefined ? accessEndsAt(facts, now) : undefined,
    nextWindowAt: barrier === "outside-hours" ? nextWindow(hoursOf(facts), now) : undefined,
  };
}
