import { installation } from "../../shared/audit/event.ts";
import { alarmLines } from "../../shared/config/alarm-lines.ts";
import { commit } from "../../shared/data/commit.ts";
import { takeClaim } from "../../shared/data/counters.ts";
import { type Admission, admitSignIn } from "../../shared/data/throttles.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { newSecret } from "../../shared/secrets/codes.ts";
import { log } from "../../shared/telemetry/log.ts";
import type { SignInCall } from "./sign-in.ts";

/**
 * Lets an address try a sign-in while it has not had its share of five minutes, of any kind or of failures over however
 * many accounts. @throws Refusal `request.too-many`
 */
export async function admit(call: SignInCall): Promise<void> {
  const admission = await admitSignIn(call.address, call.now);
  if (admission.isAdmitted) return;
  if (admission.isSpraying) await tellOnce(call, admission.window);
  throw new Refusal("request.too-many", { retryAfterSeconds: waitOf(admission) });
}

const waitOf = ({ waitSeconds }: Extract<Admission, { isAdmitted: false }>) => Math.max(1, waitSeconds);

/** One event and one line for the alarm for each address and window, however many tries: who takes the claim tells it. */
async function tellOnce({ address, origin, now }: SignInCall, window: number): Promise<void> {
  const claim = { what: `spraying#${address}#${window}`, by: newSecret(), seconds: 600 };
  if (!(await takeClaim(claim, now))) return;
  log("warn", alarmLines.spraying);
  const reason = "too-many-failures-from-one-address";
  await commit(
    { ...origin, practiceId: installation },
    { changes: [], deeds: [{ action: "sign-in.spraying", outcome: "refused", reason }] },
  );
}
