import type * as z from "zod/mini";
import type { PharmacyView } from "./pharmacies.ts";

const lakeside: z.input<typeof PharmacyView> = {
  ncpdpId: "1234567",
  name: "Lakeside Pharmacy",
  phone: "+13125550147",
  addressLines: ["14 Shore Road", "Evanston, IL 60202"],
  version: 2,
};
const { ncpdpId, version: _version, ...details } = lakeside;

/** Examples of the routes of pharmacies. */
export const pharmacyExamples = {
  listPharmacies: { reply: { items: [lakeside] } },
  addPharmacy: { body: { ncpdpId, ...details }, reply: { ...lakeside, version: 1 } },
  getPharmacy: { reply: lakeside },
  replacePharmacy: { body: details, reply: lakeside },
  removePharmacy: {},
};
