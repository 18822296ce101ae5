/** Pharmacies that a practice may keep: they are listed whole. */
export const mostPharmacies = 200;

/** A pharmacy that the practice prescribes to often, as it is stored under its NCPDP id. Source: PRODUCT.md U16. */
export interface Pharmacy {
  readonly practiceId: string;
  /** Seven digits. */
  readonly ncpdpId: string;
  readonly name: string;
  /** E.164. */
  readonly phone?: string;
  /** As they stand on a letter. */
  readonly addressLines?: readonly string[];
  readonly version: number;
}
