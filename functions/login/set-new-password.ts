import type { loginRoutes } from "../../shared/contract/login.ts";
import { update } from "../../shared/data/changes.ts";
import { keys } from "../../shared/data/keys.ts";
import { mustRenew } from "../../shared/domain/password-age.ts";
import { policyOf } from "../../shared/domain/policy.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { User } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { enter } from "./enter.ts";
import { type Known, subjectOf } from "./known-account.ts";
import { changedLetter, renewedUser, renewPassword } from "./new-password.ts";

type NewPasswordCall = Parameters<typeof setNewPassword>[0];

/** Sets the password that a sign-in asked for after its second step, and goes on with it. Source: PRODUCT.md A6, U3. */
export const setNewPassword: Operation<typeof loginRoutes.setNewPassword> = async (call) => {
  const { scope, user, practice, pending } = call.pending;
  if (pending.stage !== "new-password" || !pending.proved) throw new Refusal("second-step.unavailable");
  // A try that crashed after the new password was written goes on from here.
  const isDue = pending.isPasswordShort || mustRenew(user, policyOf(practice.policy), call.now);
  const renewed = isDue ? await renew(call, { scope, user, practice }) : user;
  const { isPasswordShort: _is, ...rest } = pending;
  return enter({ ...call, pending: { ...call.pending, user: renewed, pending: rest } }, pending.proved);
};

function renew(call: NewPasswordCall, known: Known): Promise<User> {
  const { pending, user: before } = call.pending;
  return renewPassword({
    known,
    password: call.body.password,
    pointer: "/password",
    nonce: pending.pendingId,
    origin: call.origin,
    stillOpen: ({ user }) => {
      if (user.securityVersion !== before.securityVersion) throw new Refusal("second-step.expired");
    },
    prove: async () => undefined,
    finish: async (now) => {
      const { change, after } = renewedUser(now, call.now);
      await call.commit({
        changes: [
          change,
          update("session", keys.pending(after.userId, pending.pendingId), {
            set: { securityVersion: after.securityVersion },
            remove: ["isPasswordShort"],
            expect: { stage: "new-password" },
            refusal: "second-step.expired",
          }),
        ],
        deeds: [{ action: "password.renewed", subjectVersion: after.version, ...subjectOf(now) }],
        mails: [changedLetter(now, call.origin)],
      });
      return after;
    },
  });
}
