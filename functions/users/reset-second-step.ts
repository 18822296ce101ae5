import type { userRoutes } from "../../shared/contract/users.ts";
import { update } from "../../shared/data/changes.ts";
import { takeClaim } from "../../shared/data/counters.ts";
import { keys } from "../../shared/data/keys.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { noRecoveryCodes } from "../../shared/data/recovery-codes.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User, viewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { forgetAuthenticator } from "../../shared/identity/authenticator.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { newSecret } from "../../shared/secrets/codes.ts";
import { marksLost } from "./marks-lost.ts";
import { otherUser } from "./other-user.ts";
import { verifyCaller } from "./verify-caller.ts";

type ResetCall = Parameters<typeof resetSecondStep>[0];

/** Seconds for which nobody else resets the same user: longer than a request can take. */
const leaseSeconds = 30;

/**
 * Resets a lost second step. The mark is written first, so that a crash after Cognito forgot the authenticator leaves an
 * account that sets up a new one, and not one that nobody can enter; repeating the reset finishes it. Source: PRODUCT.md A10.
 */
export const resetSecondStep: Operation<typeof userRoutes.resetSecondStep> = async (call) => {
  const before = await otherUser(call.caller, call.path.userId);
  if (before.status !== "active" || before.secondStep === "none") throw new Refusal("user.wrong-status");
  if (call.body.pin !== undefined) await verifyCaller(call, before, call.body.pin);
  const by = call.idempotencyKey ?? newSecret();
  const isAlone = await takeClaim({ what: `reset#${before.userId}`, by, seconds: leaseSeconds }, call.now);
  if (!isAlone) throw new Refusal("request.busy", { retryAfterSeconds: leaseSeconds });
  await markReset(call, before);
  await forgetAuthenticator(before.userId);
  return finishReset(call, before);
};

async function markReset(call: ResetCall, before: User): Promise<void> {
  const { caller, body, now, commit } = call;
  const secondStepResetAt = now.toISOString();
  const loss = await marksLost(call, before, { ...before, secondStepResetAt });
  await commit({
    changes: [
      update("practice", keys.user(caller.scope, before.userId), {
        set: { secondStepResetAt, ...loss.set },
        expect: { version: before.version, status: before.status },
        refusal: "request.changed-meanwhile",
      }),
    ],
    deeds: [
      {
        action: "second-step.reset-started",
        outcome: "attempted",
        reason: body.reason,
        ...subjectOf(before),
        changes: verifiedBy(body),
      },
      ...loss.deeds,
    ],
    mails: loss.mails,
  });
}

/** His sessions and half-done sign-ins end with the higher `securityVersion`, and his recovery codes with this write. */
async function finishReset(call: ResetCall, before: User) {
  const { caller, body, now } = call;
  const next = {
    secondStep: "none" as const,
    version: before.version + 1,
    securityVersion: before.securityVersion + 1,
  };
  const reply = viewOf({ ...before, ...next }, now);
  await call.commit(
    {
      changes: [
        update("practice", keys.user(caller.scope, before.userId), {
          set: next,
          remove: ["secondStepResetAt", "secondStepIntent", "secondStepAt", "phone", "phoneConfirmedAt"],
          expect: { version: before.version, status: before.status },
          refusal: "request.changed-meanwhile",
        }),
        noRecoveryCodes(caller.scope, before.userId),
      ],
      deeds: [
        {
          action: "second-step.reset",
          reason: body.reason,
          ...subjectOf(before),
          subjectVersion: next.version,
          changes: {
            secondStep: { before: before.secondStep, after: next.secondStep },
            ...verifiedBy(body),
          },
        },
      ],
      mails: [letterOf(call, before)],
    },
    reply,
  );
  return reply;
}

/** What stands in the log of the identity check. */
const verifiedBy = ({ pin }: ResetCall["body"]) => ({
  callerVerifiedBy: { after: pin === undefined ? "reason" : "PIN" },
});

const subjectOf = (user: User) => ({ subjectId: user.userId, subjectName: fullNameOf(user) });

function letterOf({ caller, now }: ResetCall, user: User): Mail {
  return {
    letter: "second-step-reset",
    to: user.email,
    ...subjectOf(user),
    params: {
      practiceName: caller.practice.name,
      firstName: user.firstName,
      actorName: fullNameOf(caller.user),
      at: inZone(now, caller.practice.timeZone),
    },
    secret: { kind: "page-link", page: "signin" },
  };
}
