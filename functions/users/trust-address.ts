import type { userRoutes } from "../../shared/contract/users.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { readUser } from "../../shared/data/users.ts";
import { isUndeliverable } from "../../shared/domain/delivery.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { type User, viewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { subjectOf } from "./invitation-of.ts";

/**
 * Takes the mark from an address that a letter did not reach, so that invitations leave for it again. The suppression list of
 * SES is not ours to change: what it still drops marks the address anew. Source: SECURITY B9.
 */
export const trustAddress: Operation<typeof userRoutes.trustAddress> = async (call) => {
  const { caller, path, body, now } = call;
  const before = await readUser(caller.scope, path.userId);
  if (!before) throw new Refusal("user.not-found");
  if (!isUndeliverable(before.delivery)) throw new Refusal("user.wrong-status");
  const { delivery, deliveryReason, ...rest } = before;
  const user: User = { ...rest, version: before.version + 1 };
  const reply = viewOf(user, now);
  await call.commit(
    {
      changes: [
        update("practice", keys.user(caller.scope, user.userId), {
          set: { version: user.version },
          remove: ["delivery", "deliveryReason"],
          expect: { version: before.version, delivery },
          refusal: "request.changed-meanwhile",
        }),
      ],
      deeds: [
        {
          action: "user.address-trusted",
          reason: body.reason,
          ...subjectOf(user),
          changes: { delivery: { before: delivery }, reason: { before: deliveryReason } },
        },
      ],
    },
    reply,
  );
  return reply;
};
