import { findSftpAccount, readSftpAccount, type SftpPlace } from "../data/sftp-accounts.ts";
import { isAddressIn } from "../domain/address.ts";
import { type SftpAccount, sftpUsernameOf } from "../domain/sftp-account.ts";
import type { SftpRefusal } from "../domain/sftp-sign-in.ts";

/** An account with where it is. */
export interface KnownSftp extends SftpPlace {
  readonly account: SftpAccount;
}

/** The account that a typed username stands for, strongly consistent; undefined for a name that nobody has. */
export async function knownSftp(typed: string): Promise<KnownSftp | undefined> {
  const username = sftpUsernameOf(typed);
  const place = username === undefined ? undefined : await findSftpAccount(username);
  const account = place && (await readSftpAccount(place.scope, place.accountId));
  return place && account && account.username === username ? { ...place, account } : undefined;
}

/** What keeps everybody out who comes from this address, whatever he brings. */
export function barrierToSftp({ status, addresses }: SftpAccount, address: string): SftpRefusal | undefined {
  if (status !== "active") return "disabled";
  return addresses.length > 0 && !isAddressIn(address, addresses) ? "address-not-allowed" : undefined;
}
