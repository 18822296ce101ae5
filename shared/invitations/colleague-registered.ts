import { findAccounts } from "../data/accounts.ts";
import { remove, update } from "../data/changes.ts";
import { type Awaited, awaitNoMore, colleaguesOf, readAwaited, whoAwaits } from "../data/colleagues.ts";
import { type Change, commit } from "../data/commit.ts";
import { agreed } from "../data/deliveries.ts";
import { keys } from "../data/keys.ts";
import { readInvited, readUser } from "../data/users.ts";
import type { PracticeScope } from "../domain/practice-scope.ts";
import { fullNameOf } from "../domain/user.ts";

/**
 * Takes who has just registered off the lists of the practices that invited him as a colleague. Whatever ends it halfway,
 * calling it again goes on: it looks at the rows, and each practice is one transaction. Source: PRODUCT.md I1.
 */
export async function leaveInvitersLists(email: string, now: Date): Promise<void> {
  const awaited = await whoAwaits(email);
  if (awaited.length > 0) await letGo(email, awaited, now);
}

/** The same for whom one practice waits: what registrations that were cut short have left. */
export async function letRegisteredColleaguesGo(scope: PracticeScope, now: Date): Promise<void> {
  for (const { email, invitationRevokedAt } of await colleaguesOf(scope)) {
    const awaited = email && !invitationRevokedAt ? await readAwaited(scope, email) : undefined;
    if (email && awaited) await letGo(email, [awaited], now);
  }
}

async function letGo(email: string, awaited: readonly Awaited[], now: Date): Promise<void> {
  const places = await findAccounts(email);
  const users = await Promise.all(places.map(({ scope, userId }) => readUser(scope, userId)));
  for (const one of awaited) {
    const hasCome = users.some(
      (user) => user && user.practiceId !== one.scope.practiceId && (user.registeredAt ?? "") >= one.since,
    );
    if (hasCome) await agreed(() => letOneGo(email, one, now));
  }
}

/** Nothing of the practice he registered in, nor of where from, is in the event: only that he did. */
async function letOneGo(email: string, { scope, userId }: Awaited, now: Date): Promise<void> {
  const user = await readInvited(scope, userId);
  if (user?.email !== email || user.invitationRevokedAt || !user.invitationId) return;
  const subjectName = fullNameOf(user);
  const origin = { practiceId: scope.practiceId, actorId: userId, actorName: subjectName, now };
  const refusal = "request.changed-meanwhile";
  const changes: Change[] = [
    remove("practice", keys.user(scope, userId), { expect: { email }, refusal }),
    remove("practice", keys.practiceAddress(scope, email), { expect: { userId }, refusal }),
    update("practice", keys.invitation(scope, user.invitationId), {
      set: { usedAt: now.toISOString() },
      absent: ["usedAt", "revokedAt"],
      refusal,
    }),
    ...awaitNoMore(scope, { userId, email }),
  ];
  const changed = { email: { before: email } };
  await commit(origin, {
    changes,
    deeds: [{ action: "colleague.registered", subjectId: userId, subjectName, changes: changed }],
  });
}
