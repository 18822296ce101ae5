import type { loginRoutes } from "../../shared/contract/login.ts";
import type { CodeChannel } from "../../shared/domain/code-channel.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { verifyTotp } from "../../shared/identity/sign-in.ts";
import { unseal } from "../../shared/secrets/sealed.ts";
import { compareSentCode, tryCode } from "./code-attempt.ts";
import { enter } from "./enter.ts";
import type { PendingCall } from "./pending-call.ts";
import { recover } from "./recover.ts";
import { openWays } from "./ways.ts";

/** The code's half of a sign-in, by any way that the person has, or by a recovery code. */
export const answerSecondStep: Operation<typeof loginRoutes.answerSecondStep> = async (call) => {
  const { method, code } = call.body;
  if (method === "recovery") return recover(call, code);
  return method === "totp" ? byAuthenticator(call, code) : bySentCode(call, method, code);
};

async function byAuthenticator(call: PendingCall, code: string) {
  const { user, pending } = call.pending;
  if (pending.stage !== "totp") throw new Refusal("second-step.unavailable");
  const evaluate = async () =>
    verifyTotp(user.userId, await unseal(pending.sealedSession ?? "", pending.pendingId), code);
  await tryCode(call, evaluate, "second-step.refused");
  // An enrolment that crashed when Cognito had it, or may have, is told with the sign-in that mends its row.
  const isNew = user.secondStep !== "totp" || user.secondStepIntent === "totp";
  return enter(call, { method: "totp", code, isNew });
}

/** Codes that we sent. Another way than the one that is set up stands in for it, and does not take its place. */
async function bySentCode(call: PendingCall, channel: CodeChannel, code: string) {
  const { user, pending } = call.pending;
  if (!openWays(call.pending).includes(channel)) throw new Refusal("second-step.unavailable");
  await tryCode(call, () => compareSentCode(pending, { channel, code, user }, call.now), "second-step.refused");
  // The change to codes by mail that our row does not have yet is told with the sign-in that mends it.
  if (channel === "email" && user.secondStep === "totp") return enter(call, { method: channel, code, isNew: true });
  const by = channel === user.secondStep ? {} : { by: channel };
  return enter(call, { method: user.secondStep, ...by, code, isNew: false });
}
