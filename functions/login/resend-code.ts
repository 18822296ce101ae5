import type { loginRoutes } from "../../shared/contract/login.ts";
import { codeChannels } from "../../shared/domain/code-channel.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import type { PendingCall } from "./pending-call.ts";
import { sendCode } from "./send-code.ts";
import { channelOf } from "./sent-code.ts";
import { openWays } from "./ways.ts";

/** Sends another code to somebody who signs in or sets codes up, by the same way or by another that he has. */
export const resendCode: Operation<typeof loginRoutes.resendCode> = async (call) => {
  const open = channelsOf(call.pending);
  const channel = call.body.method ?? open[0];
  if (!channel || !open.includes(channel)) throw new Refusal("second-step.unavailable");
  return sendCode(call, channel);
};

/** The ways open to a code now, that of the newest one in front. */
function channelsOf({ pending, user, practice }: PendingCall["pending"]) {
  const { stage, codeGeneration } = pending;
  if (stage === "enrol") return codeGeneration > 0 ? [channelOf(pending)] : [];
  const ways = openWays({ pending, user, practice });
  const open = codeChannels.filter((channel) => ways.includes(channel));
  return codeGeneration > 0 ? open.toSorted((one) => (one === channelOf(pending) ? -1 : 1)) : open;
}
