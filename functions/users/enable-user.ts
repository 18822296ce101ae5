import type { userRoutes } from "../../shared/contract/users.ts";
import { accountChanges, changedUser } from "../../shared/data/account-change.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf, viewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { otherUser } from "./other-user.ts";

/** Lets a disabled user in again. His earlier sessions stay ended; he signs in anew. Source: PRODUCT.md U5. */
export const enableUser: Operation<typeof userRoutes.enableUser> = async (call) => {
  const { caller, path, body, now } = call;
  const before = await otherUser(caller, path.userId);
  if (before.status !== "disabled") throw new Refusal("user.wrong-status");
  const change = { before, set: { status: "active" as const, enabledAt: now.toISOString() } };
  const user = changedUser(change);
  const reply = viewOf(user, now);
  await call.commit(
    {
      changes: accountChanges(caller.scope, change),
      deeds: [
        {
          action: "user.enabled",
          subjectId: user.userId,
          subjectName: fullNameOf(user),
          subjectVersion: user.version,
          reason: body.reason,
          changes: { status: { before: before.status, after: user.status } },
        },
      ],
    },
    reply,
  );
  return reply;
};
