/** Departments that a practice may have, archived ones too: they are listed whole. */
export const mostDepartments = 500;
/** People who move to another department at once: with their events they are one transaction of at most 100 items. */
export const movedAtOnce = 40;

/** A department of a practice, as it is stored. It groups people in lists and lets nobody in anywhere. Source: PRODUCT.md U10. */
export interface Department {
  readonly practiceId: string;
  readonly departmentId: string;
  readonly name: string;
  /** Since when nobody is in it any more; it stays readable. */
  readonly archivedAt?: string;
  /** Users who are in it. */
  readonly members: number;
  readonly version: number;
}
