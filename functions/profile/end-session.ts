import type { profileRoutes } from "../../shared/contract/profile.ts";
import { remove } from "../../shared/data/changes.ts";
import { timeOfId } from "../../shared/data/ids.ts";
import { keys } from "../../shared/data/keys.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cookieGone } from "../../shared/http/cookies.ts";

/** Ends one of the own sessions at once; another person's is not found. */
export const endSession: Operation<typeof profileRoutes.endSession> = async (call) => {
  const { user, session } = call.caller;
  const { sessionId } = call.path;
  if (!timeOfId("ses", sessionId)) throw new Refusal("session.not-found");
  await call.commit({
    changes: [remove("session", keys.session(user.userId, sessionId), { refusal: "session.not-found" })],
    deeds: [
      {
        action: "session.ended",
        reason: "own-choice",
        subjectId: user.userId,
        subjectName: fullNameOf(user),
        changes: { session: { before: sessionId } },
      },
    ],
  });
  if (sessionId === session.sessionId) call.answer.setCookie(cookieGone("session"));
  return undefined;
};
