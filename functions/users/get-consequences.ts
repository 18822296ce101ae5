import type { userRoutes } from "../../shared/contract/users.ts";
import { readPayer, readSeat } from "../../shared/data/seats.ts";
import { listSftpAccountsOf } from "../../shared/data/sftp-accounts.ts";
import { readUser } from "../../shared/data/users.ts";
import { mayBreakGlass } from "../../shared/domain/break-glass.ts";
import { nameOfPlace } from "../../shared/domain/epcs.ts";
import { offerOf } from "../../shared/domain/plan.ts";
import { Refusal } from "../../shared/domain/refusal.ts";
import { type SftpAccount, standingSecrets } from "../../shared/domain/sftp-account.ts";
import type { Operation } from "../../shared/http/call.ts";
import { openSessions } from "./open-sessions.ts";

/** What else is touched when a user is disabled, as things stand now. Source: PRODUCT.md U5. */
export const getConsequences: Operation<typeof userRoutes.getConsequences> = async (call) => {
  const { scope, practice } = call.caller;
  const user = await readUser(scope, call.path.userId);
  if (!user) throw new Refusal("user.not-found");
  const [sessions, seat, payer, accounts] = await Promise.all([
    openSessions(call, user),
    readSeat(scope, user.userId),
    readPayer(scope, user.userId),
    listSftpAccountsOf(scope),
  ]);
  const named = (place: string) => nameOfPlace(practice, place) ?? "a site that is archived";
  const marks = Object.entries(user.epcs?.marks ?? {}).filter(([, { suspendedAt }]) => suspendedAt === undefined);
  return {
    openSessions: sessions,
    expiresAt: user.expiresAt,
    marks: marks.map(([place, { mark }]) => ({ mark, place: named(place) })),
    designatedAt: (user.epcs?.designatedAt ?? []).map(named),
    mayBreakGlass: mayBreakGlass(practice, user.userId),
    plan: planOf(seat),
    pays: payer !== undefined,
    ...sftpOf(user.userId, accounts),
  };
};

/** What he answers for at SFTP, and what he knows and could go on using. Source: PRODUCT.md U5, PEERS part 4 item 8. */
function sftpOf(userId: string, accounts: readonly SftpAccount[]) {
  const owned = accounts.filter(({ ownerId, status }) => ownerId === userId && status === "active");
  return {
    sftpAccounts: owned.map(({ accountId, username }) => ({ accountId, username })),
    sftpSecretsSeen: accounts.flatMap(({ accountId, username, secrets }) =>
      standingSecrets(secrets)
        .filter(({ seenBy }) => seenBy.userId === userId)
        .map(({ madeAt }) => ({ accountId, username, seenAt: madeAt })),
    ),
  };
}

function planOf(seat: Parameters<typeof offerOf>[0]) {
  const offer = offerOf(seat);
  return offer && { plan: offer.plan, period: offer.period };
}
