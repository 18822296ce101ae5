import type { Pharmacy } from "../../shared/domain/pharmacy.ts";

/** A favourite pharmacy as the practice's people see it. */
export function pharmacyViewOf({ ncpdpId, name, phone, addressLines = [], version }: Pharmacy) {
  return { ncpdpId, name, phone, addressLines: [...addressLines], version };
}
