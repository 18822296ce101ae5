import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { readPharmacy } from "../../shared/data/pharmacies.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { pharmacyViewOf } from "./pharmacy-view.ts";

/** One favourite pharmacy, with the version that a change of it names. */
export const getPharmacy: Operation<typeof practiceRoutes.getPharmacy> = async ({ caller, path, answer }) => {
  const pharmacy = await readPharmacy(caller.scope, path.ncpdpId);
  if (!pharmacy) throw new Refusal("pharmacy.not-found");
  answer.setVersion(pharmacy.version);
  return pharmacyViewOf(pharmacy);
};
