import type { profileRoutes } from "../../shared/contract/profile.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { openSessionsOf } from "./open-sessions.ts";

/** Raises the user's security version and takes this session along: every other is over, also one that opens right now. */
export const endOtherSessions: Operation<typeof profileRoutes.endOtherSessions> = async (call) => {
  const { scope, user, session } = call.caller;
  const others = (await openSessionsOf(call.caller, call.now)).filter(
    ({ sessionId }) => sessionId !== session.sessionId,
  );
  const before = { securityVersion: user.securityVersion };
  const after = { securityVersion: user.securityVersion + 1 };
  const reply = { ended: others.length };
  await call.commit(
    {
      changes: [
        update("practice", keys.user(scope, user.userId), { set: after, expect: before, refusal: "session.required" }),
        update("session", keys.session(user.userId, session.sessionId), {
          set: after,
          expect: before,
          refusal: "session.required",
        }),
      ],
      deeds: [
        {
          action: "session.ended",
          reason: "all-others",
          subjectId: user.userId,
          subjectName: fullNameOf(user),
          changes: { sessions: { before: others.length + 1, after: 1 } },
        },
      ],
    },
    reply,
  );
  return reply;
};
