import type { loginRoutes } from "../../shared/contract/login.ts";
import { commit } from "../../shared/data/commit.ts";
import { forgetTries, readTries } from "../../shared/data/counters.ts";
import { forgiveAddress } from "../../shared/data/throttles.ts";
import { type Barrier, barrierTo } from "../../shared/domain/entry.ts";
import { lockedUntil } from "../../shared/domain/lockout.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import type { Operation } from "../../shared/http/call.ts";
import { withFloor } from "../../shared/http/floor.ts";
import { type PasswordVerdict, verifyPassword } from "../../shared/identity/sign-in.ts";
import { ticketFor } from "../../shared/secrets/ticket.ts";
import { admit } from "./address-throttle.ts";
import { subjectOf } from "./known-account.ts";
import { beginAttempt, type PasswordAttempt } from "./password-attempt.ts";
import { openPending } from "./pending-sign-in.ts";
import { lockWork } from "./tell-lock.ts";

export type SignInCall = Parameters<typeof signIn>[0];

/**
 * The password's half of a sign-in: reserve, verify, then ask for the second step. Every refusal has one body and one time.
 * Source: PRODUCT.md A1, A4; SECURITY B1, B2.
 */
export const signIn: Operation<typeof loginRoutes.signIn> = async (call) => {
  await admit(call);
  return withFloor(async () => {
    const { identifier, application } = call.body;
    const attempt = await beginAttempt({ identifier, browserId: call.browserId }, { ...call.origin, application });
    const verdict = await verifyPassword({
      userName: attempt.userName,
      password: call.body.password,
      ticket: await ticketFor(attempt.userName, call.now),
      address: call.address,
    });
    const { known } = attempt;
    const barrier = known && barrierTo({ ...known, address: call.address }, call.now);
    // The trigger stands before the password; the log is to say why it did.
    if (!known || !isRight(verdict))
      return refuse(attempt, verdict, verdict.verdict === "fenced" ? barrier : undefined);
    await forgetTries(attempt.account);
    if (barrier && barrier !== "outside-hours") return refuse(attempt, verdict, barrier);
    await forgiveAddress(call.address, call.now);
    return openPending(call, { known, verdict, origin: attempt.origin, browser: attempt.account.browser });
  });
};

/** A password that was right. */
export type Right = Extract<PasswordVerdict, { verdict: "right" | "right-needs-totp" }>;

/** Whether Cognito took the password. */
export function isRight(verdict: PasswordVerdict): verdict is Right {
  return verdict.verdict === "right" || verdict.verdict === "right-needs-totp";
}

/** Refuses a password that was evaluated; the try that uses the round up locks, and its owner is told. */
export async function refuse(attempt: PasswordAttempt, verdict: PasswordVerdict, barrier?: Barrier): Promise<never> {
  const { known, account, fails, rule, origin } = attempt;
  const reason = barrier ?? verdict.verdict;
  const refused = { action: "sign-in.refused" as const, outcome: "refused" as const, reason, ...subjectOf(known) };
  // The try that used the round up tells the lock.
  const until = known && fails === rule.tries ? lockedUntil(await readTries(account), rule) : undefined;
  const lock = known && until ? lockWork(known, { until, origin, account }) : undefined;
  await commit(origin, {
    changes: lock?.changes ?? [],
    deeds: [refused, ...(lock?.deeds ?? [])],
    mails: lock?.mails ?? [],
  });
  throw new Refusal("sign-in.refused");
}
