import type * as z from "zod/mini";
import type { PharmacyView } from "../../../../shared/contract/pharmacies.ts";

/** A favourite pharmacy, as it was read. */
export type Pharmacy = z.output<typeof PharmacyView>;
export const pharmaciesKey = ["pharmacies"] as const;
