import { readPractice } from "../data/practices.ts";
import { findSftpAccount, readSftpAccount, type SftpPlace } from "../data/sftp-accounts.ts";
import { isWithin } from "../domain/access-hours.ts";
import { isAddressIn } from "../domain/address.ts";
import type { Practice } from "../domain/practice.ts";
import { type SftpAccount, sftpUsernameOf } from "../domain/sftp-account.ts";
import type { SftpRefusal } from "../domain/sftp-sign-in.ts";

/** An account with where it is. */
export interface KnownSftp extends SftpPlace {
  readonly account: SftpAccount;
  /** Read where the account has hours, which its practice's clock and closures decide. */
  readonly practice?: Pick<Practice, "timeZone" | "closures"> | undefined;
}

/** The account that a typed username stands for, strongly consistent; undefined for a name that nobody has. */
export async function knownSftp(typed: string): Promise<KnownSftp | undefined> {
  const username = sftpUsernameOf(typed);
  const place = username === undefined ? undefined : await findSftpAccount(username);
  const account = place && (await readSftpAccount(place.scope, place.accountId));
  if (!place || !account || account.username !== username) return undefined;
  return { ...place, account, ...(account.accessHours && { practice: await readPractice(place.scope) }) };
}

/** What keeps everybody out who comes from this address at this time, whatever he brings. Missing evidence refuses. */
export function barrierToSftp(
  { account, practice }: Pick<KnownSftp, "account" | "practice">,
  { address, now }: { readonly address: string; readonly now: Date },
): SftpRefusal | undefined {
  const { status, addresses, accessHours } = account;
  if (status !== "active") return "disabled";
  if (addresses.length > 0 && !isAddressIn(address, addresses)) return "address-not-allowed";
  if (accessHours && !(practice && isWithin({ ...practice, accessHours }, now))) return "outside-hours";
  return undefined;
}
