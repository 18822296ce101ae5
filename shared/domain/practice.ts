import type { Closure } from "./access-hours.ts";
import type { Application } from "./application.ts";
import type { BreakGlassMark } from "./break-glass.ts";
import type { Policy } from "./policy.ts";
import type { SiteNames } from "./site.ts";

/** Whom to write to or to call about the practice. */
export interface PracticeContact {
  readonly name?: string;
  readonly email?: string;
  /** E.164. */
  readonly phone?: string;
}

/** A practice, as it is stored. */
export interface Practice {
  readonly practiceId: string;
  readonly name: string;
  readonly timeZone: string;
  /** Of the organisation, or of a sole proprietor. */
  readonly npi?: string;
  /** Whether the NPI is of type 1, of a person who practises alone. */
  readonly isSoleProprietor?: boolean;
  /** Of its other parts, each another than `npi`. */
  readonly furtherNpis?: readonly string[];
  /** Employer identification number, as `12-3456789`. */
  readonly taxId?: string;
  /** As they stand on a letter. */
  readonly addressLines?: readonly string[];
  readonly contact?: PracticeContact;
  readonly applications: readonly Application[];
  readonly policy?: Partial<Policy>;
  /** Dates on which no access hours begin. */
  readonly closures?: readonly Closure[];
  /** Open sites; their rows hold the rest. Whoever changes them raises `sitesVersion`, so that no two changes cross. */
  readonly sites?: SiteNames;
  readonly sitesVersion?: number;
  /** Departments that it has, archived ones too; absent before the first. */
  readonly departments?: number;
  /** Favourite pharmacies that it has; absent before the first. */
  readonly pharmacies?: number;
  /** SFTP requests that wait for a decision; absent before the first. */
  readonly waitingSftpRequests?: number;
  /** Active security administrators whom neither expiry nor hours keep out; a condition on it keeps the last one (RULINGS 3). */
  readonly administrators: number;
  /** Registered users. */
  readonly registered: number;
  /** Who may break the glass, by user id. */
  readonly breakGlassMarks?: Readonly<Record<string, BreakGlassMark>>;
  /** The grant of the emergency role that nobody has reviewed yet: while it is here there is no other. */
  readonly openBreakGlass?: string;
  /** The vendor's own: the one practice of the installation whose people may be operators. */
  readonly isVendor?: true;
  readonly version: number;
  readonly openedAt: string;
}

/** What is left to set up, for the checklist of a new practice. Source: PRODUCT.md P1, P3. */
export function checklistOf(practice: Practice, isSecondStepSet: boolean) {
  return [
    { item: "applications" as const, isDone: practice.applications.length > 0 },
    { item: "npi" as const, isDone: practice.npi !== undefined },
    { item: "second-step" as const, isDone: isSecondStepSet },
    { item: "department" as const, isDone: (practice.departments ?? 0) > 0 },
    { item: "colleague" as const, isDone: practice.registered > 1 },
    { item: "second-administrator" as const, isDone: practice.administrators > 1 },
  ];
}
