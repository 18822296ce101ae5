import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { remove, update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { readPharmacy } from "../../shared/data/pharmacies.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";

/** Takes a pharmacy off the favourites; the audit log keeps what it was. */
export const removePharmacy: Operation<typeof practiceRoutes.removePharmacy> = async (call) => {
  const { caller, path } = call;
  const { scope } = caller;
  const pharmacy = await readPharmacy(scope, path.ncpdpId);
  if (!pharmacy) throw new Refusal("pharmacy.not-found");
  const { ncpdpId, name, phone, addressLines, version } = pharmacy;
  await call.commit({
    changes: [
      remove("practice", keys.pharmacy(scope, ncpdpId), {
        expect: { version },
        refusal: "request.changed-meanwhile",
      }),
      update("practice", keys.practice(scope), { add: { pharmacies: -1 }, refusal: "request.changed-meanwhile" }),
    ],
    deeds: [
      {
        action: "pharmacy.removed",
        subjectId: ncpdpId,
        subjectName: name,
        subjectVersion: version + 1,
        changes: {
          name: { before: name },
          ...(phone ? { phone: { before: phone } } : {}),
          ...(addressLines ? { addressLines: { before: addressLines } } : {}),
        },
      },
    ],
  });
};
