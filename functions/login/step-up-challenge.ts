import type { CodeChallenge, Session } from "../../shared/data/sessions.ts";

/** The code that counts for a step-up of this session; generation 0 before the first. */
export function stepUpChallenge({
  sessionId,
  codeGeneration = 0,
  codeChannel,
  codeSentAt,
  otherSentAt,
  keyVersion = "",
}: Session): CodeChallenge {
  return {
    pendingId: sessionId,
    codeGeneration,
    keyVersion,
    ...(codeChannel ? { codeChannel } : {}),
    ...(codeSentAt ? { codeSentAt } : {}),
    ...(otherSentAt ? { otherSentAt } : {}),
  };
}
