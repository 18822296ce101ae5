import { differences } from "../../shared/audit/event.ts";
import type { practiceRoutes } from "../../shared/contract/practices.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { readPharmacy } from "../../shared/data/pharmacies.ts";
import type { Pharmacy } from "../../shared/domain/pharmacy.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { pharmacyViewOf } from "./pharmacy-view.ts";

/** Changes a favourite pharmacy, when nobody else did since it was read. */
export const replacePharmacy: Operation<typeof practiceRoutes.replacePharmacy> = async (call) => {
  const { caller, body, path, expectedVersion } = call;
  const before = await readPharmacy(caller.scope, path.ncpdpId);
  if (!before) throw new Refusal("pharmacy.not-found");
  const { practiceId, ncpdpId } = before;
  const after: Pharmacy = { practiceId, ncpdpId, ...body, version: expectedVersion + 1 };
  const details = { name: after.name, phone: after.phone, addressLines: after.addressLines };
  const gone = (["phone", "addressLines"] as const).filter((field) => body[field] === undefined);
  const reply = pharmacyViewOf(after);
  await call.commit(
    {
      changes: [
        update("practice", keys.pharmacy(caller.scope, ncpdpId), {
          set: { ...body, version: after.version },
          remove: gone,
          expect: { version: expectedVersion },
          refusal: "request.changed-meanwhile",
        }),
      ],
      deeds: [
        {
          action: "pharmacy.changed",
          subjectId: ncpdpId,
          subjectName: after.name,
          subjectVersion: after.version,
          changes: differences<Partial<Pharmacy>>(before, details as Partial<Pharmacy>),
        },
      ],
    },
    reply,
  );
  call.answer.setVersion(after.version);
  return reply;
};
