import type { Application } from "../domain/application.ts";
import type { AuditAction } from "../domain/audit-action.ts";
import type { AuditOutcome } from "../domain/audit-outcome.ts";

/** Before and after of the fields a deed changed. Secrets never appear here. */
export type FieldChanges = Readonly<Record<string, { readonly before?: unknown; readonly after?: unknown }>>;

/** One line of the audit log as it is stored; it is never changed afterwards. Source: PRODUCT.md L1. */
export interface AuditEvent {
  readonly eventId: string;
  readonly practiceId: string;
  readonly at: string;
  readonly action: AuditAction;
  readonly outcome: AuditOutcome;
  readonly actorId: string;
  /** The name as it was then. */
  readonly actorName: string;
  readonly roles?: readonly string[];
  readonly application?: Application;
  /** Of the session, with the site's name as it was then. */
  readonly siteId?: string;
  readonly siteName?: string;
  readonly sessionId?: string;
  readonly subjectId?: string;
  readonly subjectName?: string;
  /** The subject's version after the deed: a missing number shows a missing event. */
  readonly subjectVersion?: number;
  readonly address?: string;
  readonly userAgent?: string;
  readonly requestId?: string;
  /** The grant of the emergency role under which it was done. */
  readonly breakGlass?: string;
  readonly reason?: string;
  readonly changes?: FieldChanges;
}

/** What an operation says it did; who, when and from where come from its origin. */
export type Deed = Pick<
  AuditEvent,
  "action" | "subjectId" | "subjectName" | "subjectVersion" | "reason" | "changes"
> & {
  readonly outcome?: AuditOutcome;
  /** For deeds that are told once only; otherwise a new id is made. */
  readonly eventId?: string;
};

/** Who acts, for which practice, when and from where. */
export interface Origin
  extends Pick<
    AuditEvent,
    | "practiceId"
    | "actorId"
    | "actorName"
    | "roles"
    | "application"
    | "siteId"
    | "siteName"
    | "sessionId"
    | "address"
    | "userAgent"
    | "requestId"
    | "breakGlass"
  > {
  readonly now: Date;
}

/** The partition and actor of events that belong to no practice yet: unknown names, sign-ups. Source: RULINGS 5. */
export const installation = "installation";

/** The stored event of a deed. */
export function eventOf(origin: Origin, deed: Deed, eventId: string): AuditEvent {
  const { now, ...who } = origin;
  const { outcome = "success", eventId: _own, ...what } = deed;
  return { ...who, ...what, eventId, at: now.toISOString(), outcome };
}

/** Before and after of every field that differs. */
export function differences<T extends object>(before: T, after: Partial<T>): FieldChanges {
  const names = Object.keys(after) as (keyof T & string)[];
  return Object.fromEntries(
    names
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, { before: before[name], after: after[name] }]),
  );
}
