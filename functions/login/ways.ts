import { isSmsOffered } from "../../shared/config/sms-offer.ts";
import type { PendingSignIn } from "../../shared/data/sessions.ts";
import {
  type CodeChannel,
  mayTakeCodes,
  type SecondStepMethod,
  waysToVerify,
} from "../../shared/domain/code-channel.ts";
import type { Known } from "./known-account.ts";

interface OpenFacts extends Whose {
  readonly pending: Pick<PendingSignIn, "stage">;
}
type Whose = Pick<Known, "user" | "practice">;

/** Whether this person may choose codes of this channel as a second step, in this installation. */
export function mayTake(channel: CodeChannel, { user, practice }: Whose): boolean {
  return mayTakeCodes(channel, { user, practice, isSmsOffered: isSmsOffered() });
}

/** How this person can verify at this moment, the way asked for first in front. */
export function waysOf({ user, practice }: Whose): SecondStepMethod[] {
  return waysToVerify({ user, practice, isSmsOffered: isSmsOffered() });
}

/** The ways that a half-done sign-in is open to. Who went over to codes by mail, and only our row does not say so, has those. */
export function openWays({ pending: { stage }, user, practice }: OpenFacts): SecondStepMethod[] {
  const ways = waysOf({ user, practice });
  if (!isVerifying(stage)) return [];
  if (stage === "email" && user.secondStep === "totp") return ["email", ...ways.filter((way) => way !== "totp")];
  return stage === "totp" && !ways.includes("totp") ? ["totp", ...ways] : ways;
}

/** Whether a half-done sign-in waits for a second step that is set up. */
export function isVerifying(stage: PendingSignIn["stage"]): stage is SecondStepMethod {
  return stage === "totp" || stage === "email" || stage === "sms";
}

/** What somebody without a second step may set up, the safest first. */
export function openMethods(whose: Whose): SecondStepMethod[] {
  return ["totp", ...(["email", "sms"] as const).filter((channel) => mayTake(channel, whose))];
}
