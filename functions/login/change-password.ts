import type { passwordRoutes } from "../../shared/contract/passwords.ts";
import { update } from "../../shared/data/changes.ts";
import { forgetTries } from "../../shared/data/counters.ts";
import { keys } from "../../shared/data/keys.ts";
import { Refusal, refusalAt } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { cookieOf } from "../../shared/http/cookies.ts";
import { verifyPassword } from "../../shared/identity/sign-in.ts";
import { csrfTokenOf, newSecret, secretHash } from "../../shared/secrets/codes.ts";
import { ticketFor } from "../../shared/secrets/ticket.ts";
import { type Known, subjectOf } from "./known-account.ts";
import { changedLetter, renewedUser, renewPassword } from "./new-password.ts";
import { beginAttemptOf } from "./password-attempt.ts";
import { isRight, refuse } from "./sign-in.ts";

type ChangeCall = Parameters<typeof changePassword>[0];

/**
 * Changes the own password with the current one, which is verified by the counter of the sign-in. Every other session ends;
 * this one goes on with a new bearer. Source: PRODUCT.md A9; SECURITY attack 4; ASVS 6.2.3, 7.2.4.
 */
export const changePassword: Operation<typeof passwordRoutes.changePassword> = async (call) => {
  const { caller, body } = call;
  const { scope, user, practice } = caller;
  return renewPassword({
    known: { scope, user, practice },
    password: body.newPassword,
    pointer: "/newPassword",
    nonce: call.idempotencyKey ?? newSecret(),
    origin: call.origin,
    stillOpen: (now) => {
      if (now.user.securityVersion !== caller.session.securityVersion) throw new Refusal("session.required");
    },
    prove: () => proveCurrent(call),
    finish: (now) => finish(call, now),
  });
};

async function proveCurrent(call: ChangeCall): Promise<void> {
  try {
    const attempt = await beginAttemptOf(call.caller, call.origin);
    const { userName } = attempt;
    const ticket = await ticketFor(userName, call.now);
    const password = call.body.currentPassword;
    const verdict = await verifyPassword({ userName, password, ticket, address: call.address });
    if (!isRight(verdict)) return await refuse(attempt, verdict);
    await forgetTries(attempt.account);
  } catch (error) {
    // The person is signed in: his page must show the field at fault, not the way to the sign-in.
    const isRefused = error instanceof Refusal && error.code === "sign-in.refused";
    throw isRefused ? refusalAt("password.current-refused", "/currentPassword") : error;
  }
}

async function finish(call: ChangeCall, known: Known) {
  const { session } = call.caller;
  const secret = newSecret();
  const { change, after } = renewedUser(known, call.now);
  const reply = { outcome: "password-set" as const, csrfToken: csrfTokenOf(secret) };
  await call.commit(
    {
      changes: [
        change,
        update("session", keys.session(after.userId, session.sessionId), {
          set: { secretHash: secretHash(secret), securityVersion: after.securityVersion },
          expect: { secretHash: session.secretHash },
          refusal: "session.required",
        }),
      ],
      deeds: [{ action: "password.changed", subjectVersion: after.version, ...subjectOf(known) }],
      mails: [changedLetter(known, call.origin)],
    },
    reply,
  );
  const { practiceId, userId } = after;
  call.answer.setCookie(cookieOf("session", { practiceId, userId, rowId: session.sessionId, secret }));
  return reply;
}
