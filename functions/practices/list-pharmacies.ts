import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { listPharmaciesOf } from "../../shared/data/pharmacies.ts";
import type { Operation } from "../../shared/http/call.ts";
import { pharmacyViewOf } from "./pharmacy-view.ts";

/** All favourite pharmacies of the own practice, by name. */
export const listPharmacies: Operation<typeof practiceRoutes.listPharmacies> = async ({ caller }) => {
  const items = (await listPharmaciesOf(caller.scope)).map(pharmacyViewOf);
  return { items: items.toSorted((one, other) => one.name.localeCompare(other.name, "en")) };
};
