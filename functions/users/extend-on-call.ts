import type { userRoutes } from "../../shared/contract/users.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { onCallHours } from "../../shared/domain/access-hours.ts";
import { Refusal, refusalAt } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { accessViewOf } from "./access-view.ts";
import { otherUser } from "./other-user.ts";

/** Lets another user in until a moment, whatever the hours say; the reason stands in the audit log. Source: PRODUCT.md U7. */
export const extendOnCall: Operation<typeof userRoutes.extendOnCall> = async (call) => {
  const { caller, body, path, now } = call;
  const before = await otherUser(caller, path.userId);
  if (!before.accessHours) throw new Refusal("user.no-hours");
  const until = new Date(body.until);
  const hoursAhead = (until.getTime() - now.getTime()) / 3_600_000;
  if (hoursAhead <= 0 || hoursAhead > onCallHours) throw refusalAt("user.on-call-too-long", "/until");
  const onCallUntil = until.toISOString();
  const after = { ...before, onCallUntil, version: before.version + 1 };
  const reply = accessViewOf(after, caller.practice);
  await call.commit(
    {
      changes: [
        update("practice", keys.user(caller.scope, before.userId), {
          set: { onCallUntil, version: after.version },
          expect: { version: before.version },
          refusal: "request.changed-meanwhile",
        }),
      ],
      deeds: [
        {
          action: "user.on-call-extended",
          subjectId: after.userId,
          subjectName: fullNameOf(after),
          subjectVersion: after.version,
          reason: body.reason,
          changes: { onCallUntil: { before: before.onCallUntil, after: onCallUntil } },
        },
      ],
    },
    reply,
  );
  return reply;
};
