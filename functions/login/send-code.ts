import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import type { PendingSignIn } from "../../shared/data/sessions.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import { codeLetter, codeSentView, resendAtOf } from "./mailed-code.ts";
import type { PendingCall } from "./pending-call.ts";

/**
 * Mails the next code of a pending sign-in; the former one stops working with the write.
 * @throws Refusal `second-step.cool-down` when one was sent a moment ago
 */
export async function sendCode(call: PendingCall) {
  const { user, practice, pending } = call.pending;
  const waitMs = resendAtOf(pending).getTime() - call.now.getTime();
  if (waitMs > 0) throw new Refusal("second-step.cool-down", { retryAfterSeconds: Math.ceil(waitMs / 1000) });
  const next: PendingSignIn = {
    ...pending,
    codeGeneration: pending.codeGeneration + 1,
    codeSentAt: call.now.toISOString(),
  };
  await call.commit({
    changes: [
      update("session", keys.pending(user.userId, pending.pendingId), {
        set: { codeGeneration: next.codeGeneration, codeSentAt: next.codeSentAt },
        expect: { codeGeneration: pending.codeGeneration },
        refusal: "second-step.cool-down",
      }),
    ],
    deeds: [{ action: "sign-in.code-sent", subjectId: user.userId, subjectName: fullNameOf(user) }],
    mails: [codeLetter({ user, practice, challenge: next })],
  });
  return codeSentView(user, next);
}
