import type { loginRoutes } from "../../shared/contract/login.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { currentKeyVersion } from "../../shared/secrets/key-ring.ts";
import { codeLetter, codeSentView, resendAtOf } from "./mailed-code.ts";
import { stepUpChallenge } from "./step-up-challenge.ts";

/** Mails a code that is good for a step-up of this very session; the one before stops working, and its tries are forgotten. */
export const sendStepUpCode: Operation<typeof loginRoutes.sendStepUpCode> = async (call) => {
  const { user, practice, session } = call.caller;
  if (user.secondStep !== "email") throw new Refusal("second-step.unavailable");
  const before = stepUpChallenge(session);
  const waitMs = resendAtOf(before).getTime() - call.now.getTime();
  if (waitMs > 0) throw new Refusal("second-step.cool-down", { retryAfterSeconds: Math.ceil(waitMs / 1000) });
  const challenge = {
    ...before,
    codeGeneration: before.codeGeneration + 1,
    codeSentAt: call.now.toISOString(),
    keyVersion: await currentKeyVersion(),
  };
  const { codeGeneration, codeSentAt, keyVersion } = challenge;
  const isFirst = session.codeGeneration === undefined;
  await call.commit({
    changes: [
      update("session", keys.session(user.userId, session.sessionId), {
        set: { codeGeneration, codeSentAt, keyVersion },
        remove: ["codeTries"],
        ...(isFirst ? { absent: ["codeGeneration"] } : { expect: { codeGeneration: before.codeGeneration } }),
        refusal: "second-step.cool-down",
      }),
    ],
    deeds: [{ action: "sign-in.code-sent", subjectId: user.userId, subjectName: fullNameOf(user) }],
    mails: [codeLetter({ user, practice, challenge })],
  });
  return codeSentView(user, challenge);
};
