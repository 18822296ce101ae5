import type { loginRoutes } from "../../shared/contract/login.ts";
import { remove } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cookieGone } from "../../shared/http/cookies.ts";

/** Ends this session at once. */
export const signOut: Operation<typeof loginRoutes.signOut> = async (call) => {
  const { user, session } = call.caller;
  await call.commit({
    changes: [remove("session", keys.session(user.userId, session.sessionId), { refusal: "session.required" })],
    deeds: [{ action: "sign-in.signed-out", subjectId: user.userId }],
  });
  call.answer.setCookie(cookieGone("session"));
  return undefined;
};
