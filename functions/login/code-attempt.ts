import { countChallengeTry, reserveTry } from "../../shared/data/counters.ts";
import { keys } from "../../shared/data/keys.ts";
import { codeRule, codesPerChallenge } from "../../shared/domain/lockout.ts";
import { Refusal, type RefusalCode } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import { mailedCode } from "../../shared/secrets/codes.ts";
import { isSame } from "../../shared/secrets/token.ts";
import { codeExpiresAt } from "./mailed-code.ts";
import type { PendingCall } from "./pending-call.ts";

/** What a code turned out to be. */
export type CodeVerdict = "right" | "wrong" | "expired";

/**
 * Reserves a try of this challenge and of the account before the code is looked at, has it evaluated, and tells both.
 * @param wrong the refusal of a code that does not match
 * @throws Refusal when there is no try left, the code is wrong, or its sign-in is over
 */
export async function tryCode(
  call: PendingCall,
  evaluate: () => Promise<CodeVerdict>,
  wrong: RefusalCode,
): Promise<void> {
  const { user, pending } = call.pending;
  const subject = { subjectId: user.userId, subjectName: fullNameOf(user) };
  const hasTry = await countChallengeTry(keys.pending(user.userId, pending.pendingId), codesPerChallenge);
  const account = { id: user.userId, factor: "code" } as const;
  const reservation = hasTry ? await reserveTry(account, codeRule, call.now) : undefined;
  if (!reservation?.isGranted) {
    const deed = {
      action: "sign-in.refused" as const,
      outcome: "refused" as const,
      reason: "no-code-tries-left",
      ...subject,
    };
    await call.commit({ changes: [], deeds: [deed] });
    throw new Refusal(wrong);
  }
  await call.commit({
    changes: [],
    deeds: [{ action: "sign-in.attempted", outcome: "attempted", reason: "code", ...subject }],
  });
  const verdict = await evaluate();
  if (verdict === "right") return;
  const reason = verdict === "expired" ? "sign-in-expired" : "wrong-code";
  await call.commit({ changes: [], deeds: [{ action: "sign-in.refused", outcome: "refused", reason, ...subject }] });
  throw new Refusal(verdict === "expired" ? "second-step.expired" : wrong);
}

/** Compares with the newest mailed code of this sign-in, while it is good. */
export async function compareMailedCode(
  { pending: { pending }, now }: PendingCall,
  code: string,
): Promise<CodeVerdict> {
  if (pending.codeGeneration < 1 || codeExpiresAt(pending) <= now) return "wrong";
  const { pendingId, codeGeneration: generation, keyVersion } = pending;
  return isSame(code, await mailedCode({ pendingId, generation, keyVersion })) ? "right" : "wrong";
}
