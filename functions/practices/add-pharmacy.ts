import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { insert } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { mostPharmacies, type Pharmacy } from "../../shared/domain/pharmacy.ts";
import { refusalAt } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { oneMore } from "./one-more.ts";
import { pharmacyViewOf } from "./pharmacy-view.ts";

/** Adds a favourite pharmacy; its NCPDP id is there once. Source: PRODUCT.md U16. */
export const addPharmacy: Operation<typeof practiceRoutes.addPharmacy> = async (call) => {
  const { caller, body } = call;
  const pharmacy: Pharmacy = { practiceId: caller.practice.practiceId, ...body, version: 1 };
  const { ncpdpId, name } = pharmacy;
  const reply = pharmacyViewOf(pharmacy);
  await call.commit(
    {
      changes: [
        insert(
          "practice",
          { ...keys.pharmacy(caller.scope, ncpdpId), ...pharmacy },
          refusalAt("pharmacy.known", "/ncpdpId"),
        ),
        oneMore(caller, { name: "pharmacies", most: mostPharmacies, refusal: "pharmacy.too-many" }),
      ],
      deeds: [
        {
          action: "pharmacy.added",
          subjectId: ncpdpId,
          subjectName: name,
          subjectVersion: 1,
          changes: Object.fromEntries(Object.entries(body).map(([field, after]) => [field, { after }])),
        },
      ],
    },
    reply,
  );
  return reply;
};
