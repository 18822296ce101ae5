import { Refusal } from "../../shared/domain/refusal.ts";
import { unseal } from "../../shared/secrets/sealed.ts";
import type { PendingCall } from "./pending-call.ts";

/** Only who has no second step yet may set one up on the strength of the password. */
export function assertEnrolling({ pending: { pending } }: Pick<PendingCall, "pending">): void {
  if (pending.stage !== "enrol") throw new Refusal("second-step.already-enrolled");
}

/** What Cognito wants to see from whoever sets an authenticator up. */
export async function enrolmentToken(call: Pick<PendingCall, "pending">): Promise<string> {
  assertEnrolling(call);
  const { pending } = call.pending;
  return unseal(pending.sealedAccessToken ?? "", pending.pendingId);
}
