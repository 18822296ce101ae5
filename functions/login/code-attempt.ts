import type { Work } from "../../shared/data/commit.ts";
import { countChallengeTry, readTries, reserveTry, takeClaim } from "../../shared/data/counters.ts";
import { type Key, keys } from "../../shared/data/keys.ts";
import type { CodeChallenge } from "../../shared/data/sessions.ts";
import type { CodeChannel } from "../../shared/domain/code-channel.ts";
import { codeRule, codesPerChallenge, hardCap, lockedUntil, passwordRule } from "../../shared/domain/lockout.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import { Refusal, type RefusalCode } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User } from "../../shared/domain/user.ts";
import type { PendingCaller } from "../../shared/http/callers.ts";
import { mailedCode, newSecret, textedCode } from "../../shared/secrets/codes.ts";
import { isSame } from "../../shared/secrets/token.ts";
import type { PendingCall } from "./pending-call.ts";
import { channelOf, codeExpiresAt, phoneOf } from "./sent-code.ts";

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
  const trial = await beginCode(call, wrong);
  await judgeCode(trial, await evaluate(), wrong);
}

/** Whose code is tried, and where the tries of its challenge are counted; a challenge that is Cognito's own has none here. */
export interface CodeTrial {
  readonly user: User;
  readonly challenge: Key | undefined;
  readonly now: Date;
  commit(work: Work): Promise<void>;
}

/**
 * Reserves a try of a pending sign-in, whatever the code is made by; its challenge counts it.
 * @throws Refusal when there is no try left, or the account is locked
 */
export async function beginCode(call: PendingCall, wrong: RefusalCode): Promise<CodeTrial> {
  const { user, pending } = call.pending;
  const challenge = keys.pending(user.userId, pending.pendingId);
  const trial: CodeTrial = { user, challenge, now: call.now, commit: (work) => call.commit(work) };
  await assertNotLocked(trial, call.pending, wrong);
  await reserveCode(trial, wrong);
  return trial;
}

/** Reserves a try of the challenge and of the account, and tells it. @throws Refusal when there is none left */
export async function reserveCode({ user, challenge, now, commit }: CodeTrial, wrong: RefusalCode): Promise<void> {
  const hasTry = challenge === undefined || (await countChallengeTry(challenge, codesPerChallenge));
  const reservation = hasTry ? await reserveTry({ id: user.userId, factor: "code" }, codeRule, now) : undefined;
  if (!reservation?.isGranted) return refuseUntried({ user, now, commit }, "no-code-tries-left", wrong);
  await commit({
    changes: [],
    deeds: [{ action: "sign-in.attempted", outcome: "attempted", reason: "code", ...subject(user) }],
  });
}

/** A lock that came between password and code holds for the code too. Source: SECURITY A7. */
async function assertNotLocked(
  trial: CodeTrial,
  { user, practice, pending }: PendingCaller,
  wrong: RefusalCode,
): Promise<void> {
  const { browser } = pending;
  const tries = await readTries({ id: user.userId, factor: "password", ...(browser ? { browser } : {}) });
  const until = lockedUntil(tries, passwordRule(policyOf(practice.policy), user.roles));
  if ((until && until > trial.now) || tries.total >= hardCap) await refuseUntried(trial, "locked", wrong);
}

/** Refuses a code that nobody looked at; told once an account and minute, however many come. Source: RULINGS 5. */
async function refuseUntried(
  { user, now, commit }: Omit<CodeTrial, "challenge">,
  reason: string,
  wrong: RefusalCode,
): Promise<never> {
  const minute = Math.floor(now.getTime() / 60_000);
  const isFirst = await takeClaim({ what: `codes#${user.userId}#${minute}`, by: newSecret(), seconds: 60 }, now);
  if (isFirst)
    await commit({ changes: [], deeds: [{ action: "sign-in.refused", outcome: "refused", reason, ...subject(user) }] });
  throw new Refusal(wrong);
}

/** Tells a code that was not right, and refuses it. */
export async function judgeCode({ user, commit }: CodeTrial, verdict: CodeVerdict, wrong: RefusalCode): Promise<void> {
  if (verdict === "right") return;
  const reason = verdict === "expired" ? "sign-in-expired" : "wrong-code";
  await commit({ changes: [], deeds: [{ action: "sign-in.refused", outcome: "refused", reason, ...subject(user) }] });
  throw new Refusal(verdict === "expired" ? "second-step.expired" : wrong);
}

const subject = (user: User) => ({ subjectId: user.userId, subjectName: fullNameOf(user) });

/** A code as it was typed, whose it is to be, and by which way it is said to have come. */
export interface TypedCode {
  readonly channel: CodeChannel;
  readonly code: string;
  readonly user: Pick<User, "phone">;
}

/** Compares with the newest code of this challenge, while it is good: by the way it went, to the number it went to. */
export async function compareSentCode(
  challenge: CodeChallenge,
  { channel, code, user }: TypedCode,
  now: Date,
): Promise<CodeVerdict> {
  if (challenge.codeGeneration < 1 || codeExpiresAt(challenge) <= now) return "wrong";
  if (channelOf(challenge) !== channel) return "wrong";
  const { pendingId, codeGeneration: generation, keyVersion } = challenge;
  const facts = { pendingId, generation, keyVersion };
  const phone = phoneOf(user, challenge);
  const sent = channel === "sms" ? await textedCode({ ...facts, phone }) : await mailedCode(facts);
  return isSame(code, sent) ? "right" : "wrong";
}
