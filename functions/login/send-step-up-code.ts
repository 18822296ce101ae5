import type { loginRoutes } from "../../shared/contract/login.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { codeChannels } from "../../shared/domain/code-channel.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { currentKeyVersion } from "../../shared/secrets/key-ring.ts";
import { assertMaySend } from "./send-code.ts";
import { codeLetter, codeSentView, nextCode } from "./sent-code.ts";
import { stepUpChallenge } from "./step-up-challenge.ts";
import { waysOf } from "./ways.ts";

/** Sends a code that is good for a step-up of this very session; the one before stops working, and its tries are forgotten. */
export const sendStepUpCode: Operation<typeof loginRoutes.sendStepUpCode> = async (call) => {
  const { user, practice, session } = call.caller;
  const ways = waysOf({ user, practice });
  const channel = call.body.method ?? codeChannels.find((each) => each === ways[0]);
  if (!channel || !ways.includes(channel)) throw new Refusal("second-step.unavailable");
  const before = stepUpChallenge(session);
  await assertMaySend(before, channel, { userId: user.userId, now: call.now });
  const set = { ...nextCode(before, channel, call.now), keyVersion: await currentKeyVersion() };
  const challenge = { ...before, ...set };
  const isFirst = session.codeGeneration === undefined;
  await call.commit({
    changes: [
      update("session", keys.session(user.userId, session.sessionId), {
        set,
        remove: ["codeTries"],
        ...(isFirst ? { absent: ["codeGeneration"] } : { expect: { codeGeneration: before.codeGeneration } }),
        refusal: "second-step.cool-down",
      }),
    ],
    deeds: [{ action: "sign-in.code-sent", reason: channel, subjectId: user.userId, subjectName: fullNameOf(user) }],
    mails: [codeLetter({ user, practice, challenge })],
  });
  return codeSentView(user, challenge);
};
