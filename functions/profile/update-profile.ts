import { differences } from "../../shared/audit/event.ts";
import type { profileRoutes } from "../../shared/contract/profile.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { fullNameOf, viewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";

/** Changes the own name. */
export const updateProfile: Operation<typeof profileRoutes.updateProfile> = async (call) => {
  const { caller, body, expectedVersion, now } = call;
  const after = { ...caller.user, ...body, version: expectedVersion + 1 };
  const reply = viewOf(after, now);
  await call.commit(
    {
      changes: [
        update("practice", keys.user(caller.scope, after.userId), {
          set: { ...body, version: after.version },
          expect: { version: expectedVersion },
          refusal: "request.changed-meanwhile",
        }),
      ],
      deeds: [
        {
          action: "user.profile-changed",
          subjectId: after.userId,
          subjectName: fullNameOf(after),
          subjectVersion: after.version,
          changes: differences(caller.user, body),
        },
      ],
    },
    reply,
  );
  call.answer.setVersion(after.version);
  return reply;
};
