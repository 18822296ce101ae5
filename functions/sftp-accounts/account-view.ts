import { readAllTries } from "../../shared/data/counters.ts";
import { readSftpUses, type SftpUses } from "../../shared/data/sftp-uses.ts";
import type { AllTries } from "../../shared/data/tries-row.ts";
import { copyOfHours } from "../../shared/domain/access-hours.ts";
import { lockedUntil } from "../../shared/domain/lockout.ts";
import { scopeOf } from "../../shared/domain/practice-scope.ts";
import { linkStateOf, type SecretLink, type SftpAccount, type SftpSecret } from "../../shared/domain/sftp-account.ts";
import { attentionOf, isStillUsed, newestSecret } from "../../shared/domain/sftp-attention.ts";
import { sftpLockRule, sftpRefusals } from "../../shared/domain/sftp-sign-in.ts";
import { readSftpEndpoint } from "../../shared/sftp/endpoint.ts";
import { sftpTries } from "../../shared/sftp/judge-password.ts";

/** An account as a list shows it. */
export function lineOf(account: SftpAccount, uses: SftpUses, now: Date) {
  const { accountId, username, softwareName, claimType, contactName, status, ownerId, ownerName, openedAt } = account;
  return {
    ...{ accountId, username, softwareName, claimType, contactName, status, ownerId, ownerName, openedAt },
    lastUsed: uses.last,
    lastFileAt: uses.lastFileAt,
    passwordEndsAt: newestSecret(account)?.expiresAt,
    attention: attentionOf(account, uses.of, now),
  };
}

/** An account as its page shows it, with how it is used and why it was refused. */
export async function accountView(account: SftpAccount, now: Date) {
  const place = { scope: scopeOf(account.practiceId), accountId: account.accountId };
  const [uses, tries, server] = await Promise.all([
    readSftpUses(place),
    readAllTries(sftpTries(account.accountId)),
    readSftpEndpoint(),
  ]);
  return {
    ...lineOf(account, uses, now),
    requestId: account.requestId,
    disabledAt: account.disabledAt,
    addresses: [...account.addresses],
    accessHours: account.accessHours && copyOfHours(account.accessHours),
    quietDays: account.quietDays,
    lockedUntil: latestLock(tries, now)?.toISOString(),
    secrets: account.secrets.toReversed().map((secret) => secretView(account, secret, { uses, now })),
    keys: account.keys.map((key) => ({ ...key, lastUsed: uses.of(key.keyId) })),
    link: account.link && linkView(account.link, now),
    doctor: uses.refusals.map(({ reason, count, at, from }) => ({
      ...{ reason, sentence: sftpRefusals[reason], count, lastAt: at, from },
    })),
    server: server && { host: server.host, port: server.port, fingerprint: server.hostKey },
    version: account.version,
  };
}

/** When the last lock lifts: that of strangers, or that of the software's own address, which is shut out as well. */
function latestLock({ own, browsers }: AllTries, now: Date): Date | undefined {
  const locks = [own, ...browsers.values()].map((tries) => lockedUntil(tries, sftpLockRule) ?? now);
  const latest = locks.reduce((one, other) => (other > one ? other : one));
  return latest > now ? latest : undefined;
}

function secretView(account: SftpAccount, secret: SftpSecret, { uses, now }: { uses: SftpUses; now: Date }) {
  const { secretId, state, madeAt, expiresAt, seenBy, retiringAt, retiredAt } = secret;
  return {
    ...{ secretId, state, madeAt, expiresAt, retiringAt, retiredAt },
    seenBy: seenBy.name,
    isExpired: new Date(expiresAt) <= now,
    isStillUsed: isStillUsed(account, secret, uses.of),
    lastUsed: uses.of(secretId),
  };
}

function linkView(link: SecretLink, now: Date) {
  const { kind, email, madeAt, expiresAt, openedAt, openedFrom } = link;
  return { kind, email, madeAt, expiresAt, openedAt, openedFrom, state: linkStateOf(link, now) };
}
