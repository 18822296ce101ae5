import { readRecoveryCodes } from "../../shared/data/recovery-codes.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { findHash } from "../../shared/secrets/slow-hash.ts";
import { beginCode, judgeCode } from "./code-attempt.ts";
import { enter } from "./enter.ts";
import type { PendingCall } from "./pending-call.ts";
import { isVerifying } from "./ways.ts";

/**
 * A recovery code in place of the second step, by the counters of all codes. Cognito verified the password, and the pending
 * row proves it; its challenge for the authenticator stays unanswered and runs out. Source: PRODUCT.md A2.
 */
export async function recover(call: PendingCall, code: string) {
  const { scope, user, pending } = call.pending;
  if (!isVerifying(pending.stage)) throw new Refusal("second-step.unavailable");
  const trial = await beginCode(call, "second-step.refused");
  const { hashes } = await readRecoveryCodes(scope, user.userId);
  const hash = await findHash(code, hashes);
  await judgeCode(trial, hash ? "right" : "wrong", "second-step.refused");
  return enter(call, {
    // Where a set-up crashed after Cognito had it, the row does not say so yet.
    method: pending.stage === "totp" ? "totp" : user.secondStep,
    by: "recovery",
    code,
    isNew: false,
    recovery: { hash: hash ?? "", left: hashes.length - 1 },
  });
}
