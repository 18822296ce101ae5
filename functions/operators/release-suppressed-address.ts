import type { operatorRoutes } from "../../shared/contract/operators.ts";
import { update } from "../../shared/data/changes.ts";
import { readDeadAddress, releaseChanges } from "../../shared/data/dead-addresses.ts";
import { holderOfAddress } from "../../shared/data/invitations.ts";
import { keys } from "../../shared/data/keys.ts";
import { readUser } from "../../shared/data/users.ts";
import { isUndeliverable } from "../../shared/domain/delivery.ts";
import { type PracticeScope, scopeOf } from "../../shared/domain/practice-scope.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { inPractice } from "./operating.ts";

/**
 * Takes an address off the list, and the mark from the person who has it in the practice whose letter it was, so that letters
 * leave for it again. What the mail service itself still drops comes back by its next event.
 */
export const releaseSuppressedAddress: Operation<typeof operatorRoutes.releaseSuppressedAddress> = async (call) => {
  const address = await readDeadAddress(call.path.addressId);
  const { addressId, email, practiceId, because } = address;
  const scope = scopeOf(practiceId);
  const holder = await markedHolder(scope, email);
  const told = { action: "operator.address-released", changes: { because: { before: because } } } as const;
  await call.commit({
    changes: [...releaseChanges(address), ...(holder ? [unmarked(scope, holder)] : [])],
    deeds: [{ ...told, subjectId: addressId, subjectName: email }],
    ...(holder
      ? {
          elsewhere: inPractice(call, practiceId, {
            deeds: [
              {
                ...told,
                subjectId: holder.userId,
                subjectName: fullNameOf(holder),
                subjectVersion: holder.version + 1,
              },
            ],
          }),
        }
      : {}),
  });
  return undefined;
};

async function markedHolder(scope: PracticeScope, email: string): Promise<User | undefined> {
  const userId = await holderOfAddress(scope, email);
  const user = userId === undefined ? undefined : await readUser(scope, userId);
  return user?.email === email && isUndeliverable(user.delivery) ? user : undefined;
}

const unmarked = (scope: PracticeScope, { userId, version, delivery }: User) =>
  update("practice", keys.user(scope, userId), {
    set: { version: version + 1 },
    remove: ["delivery", "deliveryReason"],
    expect: { version, delivery },
    refusal: "request.changed-meanwhile",
  });
