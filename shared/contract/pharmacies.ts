import * as z from "zod/mini";
import { phoneNumber, text } from "./fields.ts";
import type { RouteTable } from "./route.ts";

const name = text(80);
const addressLines = z.array(text(80)).check(z.maxLength(4));
/** Seven digits. Source: NCPDP Provider Identification Number; its check digit's rule is not public, so that only the form is checked. */
const ncpdpId = z.string().check(
  z.maxLength(20),
  z.overwrite((value) => value.replace(/[\s-]/g, "")),
  z.regex(/^\d{7}$/, { message: "must be 7 digits" }),
);

/** A pharmacy that the practice prescribes to often. `version` is what a change of it names in `If-Match`. */
export const PharmacyView = z.object({
  ncpdpId: z.string(),
  name: z.string(),
  phone: z.optional(z.string()),
  addressLines: z.array(z.string()),
  version: z.number(),
});
const Details = { phone: z.optional(phoneNumber), addressLines: z.optional(addressLines) };
export const NewPharmacy = z.strictObject({ ncpdpId, name, ...Details });
/** The whole of it: what is left out is taken away. */
export const PharmacyChange = z.strictObject({ name, ...Details });

/** The practice's favourite pharmacies; part of the practices workflow. */
export const pharmacyRoutes = {
  listPharmacies: {
    method: "GET",
    path: "/pharmacies",
    access: "practice:read",
    summary: "List the favourite pharmacies of the own practice",
    reply: z.object({ items: z.array(PharmacyView) }),
  },
  addPharmacy: {
    method: "POST",
    path: "/pharmacies",
    access: "practice:edit",
    summary: "Add a favourite pharmacy by its NCPDP id",
    body: NewPharmacy,
    reply: PharmacyView,
    status: 201,
    audit: ["pharmacy.added"],
    refusals: ["pharmacy.known", "pharmacy.too-many", "request.changed-meanwhile"],
    idempotent: true,
  },
  getPharmacy: {
    method: "GET",
    path: "/pharmacies/{ncpdpId}",
    access: "practice:read",
    summary: "Read one favourite pharmacy",
    reply: PharmacyView,
    refusals: ["pharmacy.not-found"],
    versioned: true,
  },
  replacePharmacy: {
    method: "PUT",
    path: "/pharmacies/{ncpdpId}",
    access: "practice:edit",
    summary: "Change name, phone and address of a favourite pharmacy",
    body: PharmacyChange,
    reply: PharmacyView,
    audit: ["pharmacy.changed"],
    refusals: ["pharmacy.not-found"],
    versioned: true,
  },
  removePharmacy: {
    method: "DELETE",
    path: "/pharmacies/{ncpdpId}",
    access: "practice:edit",
    summary: "Take a pharmacy off the favourites",
    reply: z.undefined(),
    status: 204,
    audit: ["pharmacy.removed"],
    refusals: ["pharmacy.not-found", "request.changed-meanwhile"],
  },
} as const satisfies RouteTable;
