import type { userRoutes } from "../../shared/contract/users.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { handPassword } from "./one-time-password.ts";
import { otherUser } from "./other-user.ts";
import { verifyCaller } from "./verify-caller.ts";

/**
 * A new one-time password for somebody whom no mail reaches, or whose account was begun and never opened. Whoever has an
 * address sets his password by the mailed link, and no manager learns one. The second step stays. Source: PRODUCT.md U3.
 */
export const giveOneTimePassword: Operation<typeof userRoutes.giveOneTimePassword> = async (call) => {
  const { caller, path, body } = call;
  const user = await otherUser(caller, path.userId);
  const isBegun = user.status === "provisioning" && user.creation !== undefined;
  if (!isBegun && user.status !== "active") throw new Refusal("user.wrong-status");
  if (!isBegun && user.email !== undefined) throw new Refusal("user.resets-by-mail");
  if (body.pin !== undefined) await verifyCaller(call, user, body.pin);
  await call.commit({
    changes: [],
    deeds: [
      {
        action: "password.one-time-started",
        outcome: "attempted",
        reason: body.reason,
        subjectId: user.userId,
        subjectName: fullNameOf(user),
        changes: { callerVerifiedBy: { after: body.pin === undefined ? "reason" : "PIN" } },
      },
    ],
  });
  return handPassword(call, { user, reason: body.reason });
};
