import { linkStateOf, type SftpAccount, type SftpSecret, standingSecrets } from "./sftp-account.ts";

/** When and from where a password or key was used last. */
export interface SftpUse {
  readonly at: string;
  readonly from: string;
}
export type LastUseOf = (credentialId: string) => SftpUse | undefined;
/** Which password, for an event: "made 2026-10-01T08:00:00.000Z, last used 2026-11-22T11:58:00.000Z from 203.0.113.7". */
export const lifeInWords = ({ madeAt }: Pick<SftpSecret, "madeAt">, use: SftpUse | undefined): string =>
  `made ${madeAt}, ${use ? `last used ${use.at} from ${use.from}` : "never used"}`;

const dayMs = 86_400_000;
/** Days before a password's end from which on somebody should make a new one. */
const soonDays = 30;

/** The password that was made last and is not retired. */
export const newestSecret = ({ secrets }: Pick<SftpAccount, "secrets">): SftpSecret | undefined =>
  standingSecrets(secrets).at(-1);

/**
 * Whether something still signs in with an older password although there is a newer one: to retire it would stop that.
 * Source: PEERS part 4 item 3.
 */
export function isStillUsed(account: Pick<SftpAccount, "secrets">, secret: SftpSecret, lastUse: LastUseOf): boolean {
  const newest = newestSecret(account);
  if (!newest || newest.secretId === secret.secretId || secret.state === "retired") return false;
  return (lastUse(secret.secretId)?.at ?? "") > newest.madeAt;
}

/** What somebody should do about an account, in words; undefined when there is nothing. */
export function attentionOf(account: SftpAccount, lastUse: LastUseOf, now: Date): string | undefined {
  if (account.status !== "active") return undefined;
  const { link, keys } = account;
  if (link && linkStateOf(link, now) === "open")
    return `The link to its password, mailed to ${link.email}, is not used yet.`;
  const newest = newestSecret(account);
  if (!newest) return keys.length > 0 ? undefined : "Nobody can sign in: make a password, or add a public key.";
  const days = Math.ceil((Date.parse(newest.expiresAt) - now.getTime()) / dayMs);
  if (days <= 0) return "Its password is over: make a new one.";
  if (days <= soonDays) return `Its password ends in ${days === 1 ? "one day" : `${days} days`}: make a new one.`;
  const older = standingSecrets(account.secrets).find((secret) => isStillUsed(account, secret, lastUse));
  return (
    older && `The older password is still used, last from ${lastUse(older.secretId)?.from}: it is not safe to retire.`
  );
}

/** Since when a retiring password is quiet: its last use, or that a newer one was made. */
const quietSince = (secret: SftpSecret, lastUse: LastUseOf): Date =>
  new Date([lastUse(secret.secretId)?.at ?? "", secret.retiringAt ?? secret.madeAt].toSorted().at(-1) ?? secret.madeAt);

/**
 * The passwords that retire by themselves now: those that are over, and older ones that nobody used for the account's quiet
 * days while the newer one, or a key, was used. Source: PRODUCT.md S4.
 */
export function secretsToRetire(account: SftpAccount, lastUse: LastUseOf, now: Date): SftpSecret[] {
  const { keys, quietDays } = account;
  return standingSecrets(account.secrets).filter((secret) => {
    if (new Date(secret.expiresAt) <= now) return true;
    if (secret.state !== "retiring") return false;
    const since = quietSince(secret, lastUse);
    const newer = [newestSecret(account)?.secretId ?? "", ...keys.map(({ keyId }) => keyId)];
    const isReplaced = newer.some((id) => (lastUse(id)?.at ?? "") > (secret.retiringAt ?? ""));
    return isReplaced && now.getTime() - since.getTime() >= quietDays * dayMs;
  });
}

/** Days before the end of a password at which its owner is told. Source: PRODUCT.md S4. */
export const reminderDays = [30, 10, 5, 1] as const;

/** The reminder that is due for the newest password and was not sent yet, in days before; the nearest where several are. */
export function reminderDue(account: SftpAccount, now: Date): { secret: SftpSecret; days: number } | undefined {
  const secret = newestSecret(account);
  if (!secret || account.status !== "active") return undefined;
  const left = Date.parse(secret.expiresAt) - now.getTime();
  const days = reminderDays.filter((each) => left <= each * dayMs).at(-1);
  if (left <= 0 || days === undefined || days >= (secret.remindedDays ?? Number.POSITIVE_INFINITY)) return undefined;
  return { secret, days };
}
