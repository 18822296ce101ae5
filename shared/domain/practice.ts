import type { Closure } from "./access-hours.ts";
import type { Application } from "./application.ts";
import type { BreakGlassMark } from "./break-glass.ts";
import type { Policy } from "./policy.ts";
import type { SiteNames } from "./site.ts";

/** A practice, as it is stored. */
export interface Practice {
  readonly practiceId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly npi?: string;
  readonly applications: readonly Application[];
  readonly policy?: Partial<Policy>;
  /** Dates on which no access hours begin. */
  readonly closures?: readonly Closure[];
  /** Open sites; their rows hold the rest. Whoever changes them raises `sitesVersion`, so that no two changes cross. */
  readonly sites?: SiteNames;
  readonly sitesVersion?: number;
  /** Active security administrators whom neither expiry nor hours keep out; a condition on it keeps the last one (RULINGS 3). */
  readonly administrators: number;
  /** Registered users. */
  readonly registered: number;
  /** Who may break the glass, by user id. */
  readonly breakGlassMarks?: Readonly<Record<string, BreakGlassMark>>;
  /** The grant of the emergency role that nobody has reviewed yet: while it is here there is no other. */
  readonly openBreakGlass?: string;
  readonly version: number;
  readonly openedAt: string;
}

/** What is left to set up, for the checklist of a new practice. Source: PRODUCT.md P1, P3. */
export function checklistOf(practice: Practice, isSecondStepSet: boolean) {
  return [
    { item: "applications" as const, isDone: practice.applications.length > 0 },
    { item: "npi" as const, isDone: practice.npi !== undefined },
    { item: "second-step" as const, isDone: isSecondStepSet },
    { item: "colleague" as const, isDone: practice.registered > 1 },
    { item: "second-administrator" as const, isDone: practice.administrators > 1 },
  ];
}
