import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import type { CodeChallenge, PendingSignIn } from "../../shared/data/sessions.ts";
import { countText } from "../../shared/data/throttles.ts";
import type { CodeChannel } from "../../shared/domain/code-channel.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { PendingCall } from "./pending-call.ts";
import { codeLetter, codeSentView, nextCode, resendAtOf } from "./sent-code.ts";

/**
 * Refuses a code that comes too soon after the one before, and a text beyond the hour's share of its account.
 * @throws Refusal with the seconds to wait
 */
export async function assertMaySend(challenge: CodeChallenge, channel: CodeChannel, to: { userId: string; now: Date }) {
  const waitMs = resendAtOf(challenge, channel).getTime() - to.now.getTime();
  if (waitMs > 0) throw new Refusal("second-step.cool-down", { retryAfterSeconds: Math.ceil(waitMs / 1000) });
  const waitSeconds = channel === "sms" ? await countText(to.userId, to.now) : 0;
  if (waitSeconds > 0) throw new Refusal("second-step.texts-used-up", { retryAfterSeconds: waitSeconds });
}

/**
 * Sends the next code of a pending sign-in; the former one stops working with the write.
 * @param phone the number to be proven, where one is set up
 * @throws Refusal `second-step.cool-down` when one was sent a moment ago
 */
export async function sendCode(call: PendingCall, channel: CodeChannel, phone?: string) {
  const { user, practice, pending } = call.pending;
  await assertMaySend(pending, channel, { userId: user.userId, now: call.now });
  const set = { ...nextCode(pending, channel, call.now), ...(phone ? { phone } : {}) };
  const next: PendingSignIn = { ...pending, ...set };
  await call.commit({
    changes: [
      update("session", keys.pending(user.userId, pending.pendingId), {
        set,
        expect: { codeGeneration: pending.codeGeneration },
        refusal: "second-step.cool-down",
      }),
    ],
    deeds: [{ action: "sign-in.code-sent", reason: channel, subjectId: user.userId, subjectName: fullNameOf(user) }],
    mails: [codeLetter({ user, practice, challenge: next })],
  });
  return codeSentView(user, next);
}
