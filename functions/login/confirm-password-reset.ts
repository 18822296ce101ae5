import type { passwordRoutes } from "../../shared/contract/passwords.ts";
import { type Account, readAllTries, renewalChange } from "../../shared/data/counters.ts";
import { browserFails } from "../../shared/data/tries-row.ts";
import type { Operation } from "../../shared/http/call.ts";
import { newSecret } from "../../shared/secrets/codes.ts";
import { type Known, subjectOf } from "./known-account.ts";
import { changedLetter, renewedUser, renewPassword } from "./new-password.ts";
import { originFor } from "./password-attempt.ts";
import { assertOpen, resetLinkOf } from "./reset-link.ts";

type ConfirmCall = Parameters<typeof confirmPasswordReset>[0];

/**
 * Sets a new password with a mailed link. It ends the lock of the password and every session; the second step is asked for
 * as before, with its own count of tries. Source: PRODUCT.md A4, A5; SECURITY attacks 24, 25, 26.
 */
export const confirmPasswordReset: Operation<typeof passwordRoutes.confirmPasswordReset> = async (call) => {
  const { known, generation } = await resetLinkOf(call.body.token, call);
  return renewPassword({
    known,
    password: call.body.password,
    pointer: "/password",
    nonce: call.idempotencyKey ?? newSecret(),
    origin: originFor(known, call.origin),
    stillOpen: (now) => assertOpen({ known: now, generation }, call),
    prove: async () => undefined,
    finish: (now) => finish(call, now),
  });
};

async function finish(call: ConfirmCall, known: Known) {
  const account: Account = { id: known.user.userId, factor: "password" };
  const tries = await readAllTries(account);
  const isTried = tries.own.lastAt !== undefined || tries.browsers.size > 0;
  const origin = originFor(known, call.origin);
  const { change, after } = renewedUser(known, call.now);
  const reply = { outcome: "password-set" as const };
  await call.commit(
    {
      origin,
      changes: [change, ...(isTried ? [renewalChange(account, tries)] : [])],
      deeds: [
        {
          action: "password.reset",
          subjectVersion: after.version,
          changes: {
            passwordTries: { before: tries.own.fails, after: 0 },
            knownBrowserTries: { before: browserFails(tries), after: 0 },
          },
          ...subjectOf(known),
        },
      ],
      mails: [changedLetter(known, origin)],
    },
    reply,
  );
  return reply;
}
