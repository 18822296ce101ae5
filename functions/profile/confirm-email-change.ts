import type { profileRoutes } from "../../shared/contract/profile.ts";
import { findAccounts, moveAddress } from "../../shared/data/accounts.ts";
import { update } from "../../shared/data/changes.ts";
import type { Change } from "../../shared/data/commit.ts";
import { keys } from "../../shared/data/keys.ts";
import { isEmailChangeOpen } from "../../shared/domain/email-change.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { fullNameOf, type User, viewOf } from "../../shared/domain/user.ts";
import type { Operation } from "../../shared/http/call.ts";
import type { Caller } from "../../shared/http/callers.ts";
import { readToken } from "../../shared/secrets/token.ts";
import { emailTokenIdOf } from "./email-token.ts";
import { openSessionsOf } from "./open-sessions.ts";
import { ownLetter } from "./own-letter.ts";

type ConfirmCall = Parameters<typeof confirmEmailChange>[0];

/**
 * Moves the account to the address whose mailbox the link was in. Only the signed-in owner can: a link that went astray
 * makes nobody else's address part of an account. His sessions go on, and a half-done sign-in whose code went to the address
 * before is over, as is every mailed link. Source: PRODUCT.md A9; SECURITY attack 29.
 */
export const confirmEmailChange: Operation<typeof profileRoutes.confirmEmailChange> = async (call) => {
  const { caller, now } = call;
  const before = caller.user;
  const address = await addressOf(call);
  const next = { email: address, version: before.version + 1, securityVersion: before.securityVersion + 1 };
  const after: User = { ...before, ...next };
  const reply = viewOf(after, now);
  await call.commit(
    {
      changes: [
        update("practice", keys.user(caller.scope, before.userId), {
          set: next,
          remove: ["emailChange", "reset"],
          expect: { version: before.version, securityVersion: before.securityVersion, status: "active" },
          refusal: "request.changed-meanwhile",
        }),
        ...(await addressChanges(caller, address)),
        ...(await sessionsAlong(caller, now)),
      ],
      deeds: [
        {
          action: "email.changed",
          subjectId: after.userId,
          subjectName: fullNameOf(after),
          subjectVersion: after.version,
          changes: { email: { before: before.email, after: address } },
        },
      ],
      mails: [ownLetter(call, "email-changed"), { ...ownLetter(call, "email-changed"), to: address }],
    },
    reply,
  );
  return reply;
};

/** @throws Refusal `email.link-invalid` for anything but the newest, unused link of the caller's own account */
async function addressOf({ caller: { user }, body, now }: ConfirmCall): Promise<string> {
  const facts = await readToken("email-change", body.token);
  const isOwn = facts?.id === emailTokenIdOf(user);
  if (!facts || !isOwn || !user.emailChange || !isEmailChangeOpen(user, facts.generation, now))
    throw new Refusal("email.link-invalid");
  return user.emailChange.address;
}

/** One address of the practice is one person's; the address before is free again, and finds nobody at sign-in. */
async function addressChanges({ scope, user }: Caller, address: string): Promise<Change[]> {
  const found = user.email === undefined ? [] : await findAccounts(user.email);
  const isFound = found.some(({ userId }) => userId === user.userId);
  return moveAddress({ scope, userId: user.userId }, { from: user.email, isFound, to: address });
}

/** Every open session of the owner takes the higher number along. */
async function sessionsAlong(caller: Caller, now: Date): Promise<Change[]> {
  const before = { securityVersion: caller.user.securityVersion };
  return (await openSessionsOf(caller, now)).map(({ sessionId }) =>
    update("session", keys.session(caller.user.userId, sessionId), {
      set: { securityVersion: before.securityVersion + 1 },
      expect: before,
      refusal: "request.changed-meanwhile",
    }),
  );
}
