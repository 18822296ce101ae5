import type { loginRoutes } from "../../shared/contract/login.ts";
import type { Work } from "../../shared/data/commit.ts";
import { commit } from "../../shared/data/commit.ts";
import { countRequest, forgetTries, markLocked, readTries } from "../../shared/data/counters.ts";
import type { Mail } from "../../shared/data/outbox.ts";
import { type Barrier, barrierTo } from "../../shared/domain/entry.ts";
import { lockedUntil } from "../../shared/domain/lockout.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { type PasswordVerdict, verifyPassword } from "../../shared/identity/sign-in.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { ticketFor } from "../../shared/secrets/ticket.ts";
import { withFloor } from "./floor.ts";
import { beginAttempt, type Known, type PasswordAttempt, subjectOf } from "./password-attempt.ts";
import { openPending } from "./pending-sign-in.ts";

export type SignInCall = Parameters<typeof signIn>[0];

/** Sign-ins that one address may try in five minutes. Source: RULINGS 12. */
const triesPerAddress = 1000;

/**
 * The password's half of a sign-in: reserve, verify, then ask for the second step. Every refusal has one body and one time.
 * Source: PRODUCT.md A1, A4; SECURITY B1, B2.
 */
export const signIn: Operation<typeof loginRoutes.signIn> = async (call) => {
  const isWithin = await countRequest(`sign-in.${call.address}`, triesPerAddress, call.now);
  if (!isWithin) throw new Refusal("request.too-many", { retryAfterSeconds: 300 });
  return withFloor(async () => {
    const attempt = await beginAttempt(call.body.identifier, call.origin);
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
    return openPending(call, { known, verdict, origin: attempt.origin });
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
  const { known, fails, rule, origin } = attempt;
  const reason = barrier ?? verdict.verdict;
  const refused = { action: "sign-in.refused" as const, outcome: "refused" as const, reason, ...subjectOf(known) };
  const locks = known && fails === rule.tries ? await lockingWork(known, attempt) : undefined;
  await commit(origin, { changes: [], deeds: [refused, ...(locks?.deeds ?? [])], mails: locks?.mails ?? [] });
  throw new Refusal("sign-in.refused");
}

/** The try that used the round up: mark the list, tell the log and the owner. */
async function lockingWork(
  known: Known,
  { account, rule, origin }: PasswordAttempt,
): Promise<Pick<Work, "deeds" | "mails">> {
  const until = lockedUntil(await readTries(account), rule) ?? origin.now;
  await markLocked(known.scope, known.user.userId, until);
  return {
    deeds: [{ action: "user.locked", ...subjectOf(known), changes: { lockedUntil: { after: until.toISOString() } } }],
    mails: [lockLetter(known, { until, at: origin.now, address: origin.address ?? "" })],
  };
}

function lockLetter(
  { user, practice }: Known,
  { until, at, address }: { until: Date; at: Date; address: string },
): Mail {
  return {
    letter: "account-locked",
    to: user.email,
    subjectId: user.userId,
    subjectName: fullNameOf(user),
    params: {
      practiceName: practice.name,
      firstName: user.firstName,
      at: inZone(at, practice.timeZone),
      until: inZone(until, practice.timeZone),
      address,
    },
    secret: { kind: "page-link", page: "signin" },
  };
}
