import type { phoneRoutes } from "../../shared/contract/phone.ts";
import { remove, update } from "../../shared/data/changes.ts";
import { codeUsedUp, forgetTries } from "../../shared/data/counters.ts";
import { keys } from "../../shared/data/keys.ts";
import { type PhoneChallenge, readPhoneChallenge } from "../../shared/data/phone-challenges.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { keyedHash } from "../../shared/secrets/codes.ts";
import { type CodeTrial, compareSentCode, judgeCode, reserveCode } from "./code-attempt.ts";
import { ownPhoneView, phoneNews } from "./own-phone.ts";
import { codeExpiresAt } from "./sent-code.ts";
import { mayTake } from "./ways.ts";

type ConfirmCall = Parameters<typeof confirmPhone>[0];

/** Makes the number count that the code was texted to, by the counters of all codes, and tells its owner by mail. */
export const confirmPhone: Operation<typeof phoneRoutes.confirmPhone> = async (call) => {
  const { caller, body, now } = call;
  const { user } = caller;
  if (!mayTake("sms", caller)) throw new Refusal("second-step.unavailable");
  const challenge = await readPhoneChallenge(user.userId);
  if (!challenge || codeExpiresAt(challenge) <= now) throw new Refusal("phone.nothing-to-confirm");
  const trial: CodeTrial = {
    user,
    challenge: keys.phoneChallenge(user.userId),
    now,
    commit: (work) => call.commit(work),
  };
  await reserveCode(trial, "second-step.refused");
  const verdict = await compareSentCode(challenge, { channel: "sms", code: body.code, user }, now);
  await judgeCode(trial, verdict, "second-step.wrong-code");
  return keepPhone(call, challenge);
};

async function keepPhone(call: ConfirmCall, { phone, pendingId }: PhoneChallenge) {
  const { caller, body, now } = call;
  const { user, scope } = caller;
  const set = { phone, phoneConfirmedAt: now.toISOString() };
  const news = phoneNews(call, phone);
  const reply = ownPhoneView({ ...caller, user: { ...user, ...set } });
  await call.commit(
    {
      changes: [
        codeUsedUp(user.userId, await keyedHash("used-code", body.code), now),
        remove("session", keys.phoneChallenge(user.userId), {
          expect: { pendingId },
          refusal: "phone.nothing-to-confirm",
        }),
        update("practice", keys.user(scope, user.userId), {
          set,
          expect: { status: "active", securityVersion: user.securityVersion },
          refusal: "request.busy",
        }),
      ],
      deeds: [{ action: "phone.changed", ...news.told }],
      mails: news.mails,
    },
    reply,
  );
  await forgetTries({ id: user.userId, factor: "code" });
  return reply;
}
