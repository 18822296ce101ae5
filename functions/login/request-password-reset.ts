import { installation } from "../../shared/audit/event.ts";
import type { passwordRoutes } from "../../shared/contract/passwords.ts";
import { findAccounts } from "../../shared/data/accounts.ts";
import { update } from "../../shared/data/changes.ts";
import { countRequest, takeClaim } from "../../shared/data/counters.ts";
import { keys } from "../../shared/data/keys.ts";
import type { LetterMail, Mail } from "../../shared/data/outbox.ts";
import { type PasswordReset, resetMinutes } from "../../shared/domain/password-reset.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf, signInNameOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import { withFloor } from "../../shared/http/floor.ts";
import { inZone } from "../../shared/mail/in-zone.ts";
import { keyedHash, newSecret } from "../../shared/secrets/codes.ts";
import { newTokenFacts } from "../../shared/secrets/token.ts";
import { type Known, subjectOf } from "./known-account.ts";
import { nameAsCompared, originFor, readKnown } from "./password-attempt.ts";
import { isClosed, resetTokenIdOf } from "./reset-link.ts";

type ResetCall = Parameters<typeof requestPasswordReset>[0];

/** Links that one address may ask for in five minutes, and seconds between two mails to the same account. */
const asksPerAddress = 100;
const coolDownSeconds = 60;
/** Accounts of one address that a letter names at most. */
const mostNamed = 10;

/**
 * Mails a link to a new password where an open account has the name. Whoever asks and whatever he typed, the answer is one
 * and takes the same time. Source: PRODUCT.md A5; RULINGS 1, 9; SECURITY A9.
 */
export const requestPasswordReset: Operation<typeof passwordRoutes.requestPasswordReset> = async (call) => {
  const isWithin = await countRequest(`reset.${call.address}`, asksPerAddress, call.now);
  if (!isWithin) throw new Refusal("request.too-many", { retryAfterSeconds: 300 });
  return withFloor(async () => {
    const name = nameAsCompared(call.body.identifier);
    const places = (await findAccounts(name)).slice(0, mostNamed);
    const read = await Promise.all(places.map(({ scope, userId }) => readKnown(scope, userId)));
    const accounts = read.filter((known) => known !== undefined);
    const [only, ...others] = accounts;
    const what = only && others.length === 0 ? only.user.userId : await keyedHash("unknown-name", name);
    const claim = { what: `reset#${what}`, by: newSecret(), seconds: coolDownSeconds };
    if (await takeClaim(claim, call.now)) await answerPerson(call, name, accounts);
    return { outcome: "look-in-mailbox" as const };
  });
};

async function answerPerson(call: ResetCall, name: string, accounts: readonly Known[]): Promise<void> {
  const [only, ...others] = accounts;
  if (only && others.length === 0) return mailLink(call, only);
  const open = accounts.filter((known) => known.user.email === name && !isClosed(known, call));
  const [first] = open;
  await call.commit({
    changes: [],
    deeds: [
      first
        ? { action: "password.reset-asked", reason: "several-accounts" }
        : { action: "password.reset-asked", outcome: "refused", reason: "unknown" },
    ],
    // In no practice's outbox: one practice must not learn of the others.
    mails: first ? [usernamesLetter(first, open)] : [],
    mailScope: scopeOf(installation),
  });
}

async function mailLink(call: ResetCall, known: Known): Promise<void> {
  const { user, scope } = known;
  const origin = originFor(known, call.origin);
  const asked = { action: "password.reset-asked" as const, ...subjectOf(known) };
  const { email, securityVersion } = user;
  if (email === undefined || isClosed(known, call)) {
    const reason = user.status !== "active" ? "not-active" : email === undefined ? "no-address" : "expired";
    return call.commit({ origin, changes: [], deeds: [{ ...asked, outcome: "refused", reason }] });
  }
  const generation = (user.resetGeneration ?? 0) + 1;
  const expiresAt = new Date(call.now.getTime() + resetMinutes * 60_000);
  const reset: PasswordReset = { expiresAt: expiresAt.toISOString(), email, securityVersion };
  const { id, keyVersion } = await newTokenFacts(resetTokenIdOf(user), generation);
  await call.commit({
    origin,
    changes: [update("practice", keys.user(scope, user.userId), { set: { reset, resetGeneration: generation } })],
    deeds: [asked],
    mails: [linkLetter(known, { expiresAt, recipe: { kind: "reset-link", tokenId: id, generation, keyVersion } })],
  });
}

function linkLetter(
  { user, practice }: Known,
  { expiresAt, recipe }: { expiresAt: Date; recipe: LetterMail<"password-reset">["secret"] },
): Mail {
  return {
    letter: "password-reset",
    to: user.email,
    subjectId: user.userId,
    subjectName: fullNameOf(user),
    params: {
      practiceName: practice.name,
      firstName: user.firstName,
      username: signInNameOf(user),
      until: inZone(expiresAt, practice.timeZone),
    },
    secret: recipe,
  };
}

function usernamesLetter({ user }: Known, open: readonly Known[]): Mail {
  return {
    letter: "password-reset-usernames",
    to: user.email,
    subjectId: user.userId,
    subjectName: user.email ?? "",
    params: { usernames: open.map((each) => each.user.username ?? "").join(" ") },
    secret: { kind: "page-link", page: "forgot" },
  };
}
