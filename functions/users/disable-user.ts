import type { userRoutes } from "../../shared/contract/users.ts";
import { accountChanges, changedUser } from "../../shared/data/account-change.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf, viewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { marksLost } from "./marks-lost.ts";
import { otherUser } from "./other-user.ts";

/** Disables a user: his sessions end with their next request, and no password lets him in. Source: PRODUCT.md U5. */
export const disableUser: Operation<typeof userRoutes.disableUser> = async (call) => {
  const { caller, path, body, now } = call;
  const before = await otherUser(caller, path.userId);
  if (before.status !== "active") throw new Refusal("user.wrong-status");
  const status = "disabled" as const;
  const loss = await marksLost(call, before, { ...before, status });
  const change = { before, set: { status, ...loss.set } };
  const user = changedUser(change);
  const reply = viewOf(user, now);
  await call.commit(
    {
      changes: accountChanges(caller.scope, change),
      deeds: [
        {
          action: "user.disabled",
          subjectId: user.userId,
          subjectName: fullNameOf(user),
          subjectVersion: user.version,
          reason: body.reason,
          changes: { status: { before: before.status, after: user.status } },
        },
        ...loss.deeds,
      ],
      mails: loss.mails,
    },
    reply,
  );
  return reply;
};
